import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-node-retry-exhausted', framework: 'langgraph', description: 'A node with retryPolicy calls a model and then a tool; the tool is down three times. The model is asked again each time.',
  llm: [say('a'), say('b'), say('c')], upstream: { '/geo': [503] },
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'geocode', 'tool', 'upstream_error'), throws: 'HttpError', attempts: { 'gpt-4.1': 3, geocode: 3 },
    steps: [1, 2, 3].flatMap(() => [ok('model', 'gpt-4.1'), bad('tool', 'geocode', 'tool.upstream_error')]),
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1');
    const geo = tool(() => ctx.probe('tool', 'geocode', () => getJson(`${ctx.upstreamUrl}/geo`)), { name: 'geocode', description: 'geo', schema: z.object({}) });
    return new StateGraph(MessagesAnnotation).addNode('locate', async (s, c) => { await model.invoke('where', c); await geo.invoke({}, c); return {}; }, { retryPolicy: { maxAttempts: 3, initialInterval: 5, jitter: false, logWarning: false } })
      .addEdge('__start__', 'locate').addEdge('locate', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
