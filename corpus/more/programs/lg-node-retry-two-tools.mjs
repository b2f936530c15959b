import { tool } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { bad, ok, say } from '../lib/kit.mjs';
import { getJson } from '../lib/upstream.mjs';
import { z } from 'zod';
import { StateGraph, Annotation } from '@langchain/langgraph';
export default {
  id: 'lg-node-retry-two-tools', framework: 'langgraph', description: 'A node with two tools and a retry policy: its second tool fails once, the whole node is done over.',
  llm: [say('done')], upstream: { '/rate': [503, { r: 1 }], '/list': [{ l: 1 }] },
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1, list_items: 2, get_rate: 2 },
    steps: [ok('tool', 'list_items'), bad('tool', 'get_rate', 'tool.upstream_error'), ok('tool', 'list_items'), ok('tool', 'get_rate'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const t = (name, path) => tool(() => ctx.probe('tool', name, async () => JSON.stringify(await getJson(ctx.upstreamUrl + path))), { name, description: name, schema: z.object({}) });
    const list = t('list_items', '/list'), rate = t('get_rate', '/rate'), model = chat(ctx, 'gpt-4.1');
    return new StateGraph(Annotation.Root({ text: Annotation() })).addNode('price', async () => { await list.invoke({}); return { text: await rate.invoke({}) }; }, { retryPolicy: { maxAttempts: 3, initialInterval: 5, jitter: false } })
      .addNode('say', async ({ text }) => { await model.invoke(text); return {}; }).addEdge('__start__', 'price').addEdge('price', 'say').addEdge('say', '__end__').compile().invoke({ text: 'x' }, { callbacks: ctx.callbacks });
  },
};
