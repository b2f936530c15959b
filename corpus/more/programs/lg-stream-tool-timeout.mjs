import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-stream-tool-timeout', framework: 'langgraph', description: 'graph.stream in updates mode; the tool limits itself with AbortSignal.timeout, fails, the model asks again, then it works.',
  llm: [call(['get_quote', { s: 'a' }]), call(['get_quote', { s: 'a' }]), say('12')], upstream: { '/quote': ['hang', { v: 12 }] },
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3, get_quote: 2 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'get_quote', 'tool.timeout'), ok('model', 'gpt-4.1'), ok('tool', 'get_quote'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const quote = tool(() => ctx.probe('tool', 'get_quote', () => getJson(`${ctx.upstreamUrl}/quote`, { timeoutMs: 150 })), { name: 'get_quote', description: 'quote', schema: z.object({ s: z.string() }) });
    const model = chat(ctx, 'gpt-4.1').bindTools([quote]);
    const graph = new StateGraph(MessagesAnnotation).addNode('agent', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('tools', new ToolNode([quote]))
      .addEdge('__start__', 'agent').addConditionalEdges('agent', toolsCondition).addEdge('tools', 'agent').compile();
    let n = 0;
    for await (const _ of await graph.stream(ask('a?'), { callbacks: ctx.callbacks, streamMode: 'updates' })) n++;
    return n;
  },
};
