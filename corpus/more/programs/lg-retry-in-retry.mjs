import { Annotation, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, ok } from '../lib/kit.mjs';

export default {
  id: 'lg-retry-in-retry', framework: 'langgraph', description: 'A retried node around a subgraph with a retried node: the fourth try works.',
  llm: [], upstream: { '/a': [503, 503, 503, { ok: 1 }] },
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { fetch_a: 4 }, steps: [bad('tool', 'fetch_a', 'tool.upstream_error'), bad('tool', 'fetch_a', 'tool.upstream_error'), bad('tool', 'fetch_a', 'tool.upstream_error'), ok('tool', 'fetch_a')] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'fetch_a', () => getJson(`${ctx.upstreamUrl}/a`)), { name: 'fetch_a', description: 'a', schema: z.object({}) }); const S = Annotation.Root({ a: Annotation() }); const rp = { maxAttempts: 2, initialInterval: 5, jitter: false, retryOn: () => true }; const inner = new StateGraph(S).addNode('load', async () => ({ a: await t.invoke({}) }), { retryPolicy: rp }).addEdge('__start__', 'load').compile(); return new StateGraph(S).addNode('outer', (s, c) => inner.invoke(s, c), { retryPolicy: rp }).addEdge('__start__', 'outer').compile().invoke({}, { callbacks: ctx.callbacks }); },
};
