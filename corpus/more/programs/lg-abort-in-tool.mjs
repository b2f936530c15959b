import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-abort-in-tool', framework: 'langgraph', description: 'The caller aborts while a tool that heeds the signal is waiting for its server.',
  llm: [call(['long_job', {}])], upstream: { '/job': ['hang'] },
  truth: {
    runStatus: 'cancelled', rootCause: cause('orchestration', null, 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'tool', stepName: 'long_job' }] }), throws: 'AbortError', attempts: { 'gpt-4.1': 1, long_job: 1 },
    steps: [ok('model', 'gpt-4.1'), { type: 'tool', name: 'long_job', status: 'cancelled', code: 'orchestration.user_abort', acceptStatus: ['cancelled', 'error'] }],
  },
  async run(ctx) {
    const stop = new AbortController();
    const job = tool((_a, config) => ctx.probe('tool', 'long_job', async () => { setTimeout(() => stop.abort(), 60); await fetch(`${ctx.upstreamUrl}/job`, { signal: config.signal }); }), { name: 'long_job', description: 'job', schema: z.object({}) });
    const model = chat(ctx, 'gpt-4.1').bindTools([job]);
    return new StateGraph(MessagesAnnotation).addNode('agent', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('tools', new ToolNode([job], { handleToolErrors: false }))
      .addEdge('__start__', 'agent').addConditionalEdges('agent', toolsCondition).addEdge('tools', 'agent').compile().invoke(ask('x'), { callbacks: ctx.callbacks, signal: stop.signal });
  },
};
