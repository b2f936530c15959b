import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-step-timeout', framework: 'langgraph', description: 'stepTimeout of the graph: a tool is slower than the superstep may take.',
  llm: [say('go')],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'deadline_exceeded', { acceptStep: [{ stepType: 'tool', stepName: 'render_video' }], acceptCode: ['tool.timeout'] }), throws: 'Error', attempts: { 'gpt-4.1': 1, render_video: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'render_video', 'orchestration.deadline_exceeded', { acceptStatus: ['error', 'cancelled', 'ok', 'running'], codeOptional: true })],
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1');
    const render = tool(() => ctx.probe('tool', 'render_video', async () => { await sleep(1500); throw new Error('late'); }), { name: 'render_video', description: 'render', schema: z.object({}) });
    const graph = new StateGraph(MessagesAnnotation).addNode('write', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('render', async () => { await render.invoke({}); return {}; })
      .addEdge('__start__', 'write').addEdge('write', 'render').addEdge('render', '__end__').compile();
    graph.stepTimeout = 1000;
    return graph.invoke(ask('x'), { callbacks: ctx.callbacks }).finally(() => sleep(1600));
  },
};
