import { tool } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';
import { getJson } from '../lib/upstream.mjs';
import { z } from 'zod';
import { StateGraph, Annotation } from '@langchain/langgraph';
export default {
  id: 'lg-settled-tools', framework: 'langgraph', description: 'A node settles three tools at once; one has no access, the node goes on with the rest.',
  llm: [say('done')], upstream: { '/a': [{ a: 1 }], '/b': [403], '/c': [{ c: 1 }] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'read_b', 'tool', 'auth_failed'), throws: null, attempts: { 'gpt-4.1': 1, read_a: 1, read_b: 1, read_c: 1 }, unordered: true,
    steps: [ok('tool', 'read_a'), bad('tool', 'read_b', 'tool.auth_failed'), ok('tool', 'read_c'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const t = (name, path) => tool(() => ctx.probe('tool', name, async () => JSON.stringify(await getJson(ctx.upstreamUrl + path))), { name, description: name, schema: z.object({}) });
    const all = [t('read_a', '/a'), t('read_b', '/b'), t('read_c', '/c')], model = chat(ctx, 'gpt-4.1');
    return new StateGraph(Annotation.Root({ text: Annotation() })).addNode('gather', async () => ({ text: String((await Promise.allSettled(all.map((one) => one.invoke({})))).length) }))
      .addNode('say', async ({ text }) => { await model.invoke(text); return {}; }).addEdge('__start__', 'gather').addEdge('gather', 'say').addEdge('say', '__end__').compile().invoke({ text: 'x' }, { callbacks: ctx.callbacks });
  },
};
