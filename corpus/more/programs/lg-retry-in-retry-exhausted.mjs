import { Annotation, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'lg-retry-in-retry-exhausted', framework: 'langgraph', description: 'A retried node around a subgraph with a retried node: every try fails of something else.',
  llm: [], upstream: { '/a': [503, 429, 503, 404] },
  truth: { runStatus: 'failed', rootCause: cause('tool', 'fetch_a', 'tool', 'not_found'), throws: 'HttpError', attempts: { fetch_a: 4 }, steps: [bad('tool', 'fetch_a', 'tool.upstream_error'), bad('tool', 'fetch_a', 'tool.rate_limited'), bad('tool', 'fetch_a', 'tool.upstream_error'), bad('tool', 'fetch_a', 'tool.not_found')] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'fetch_a', () => getJson(`${ctx.upstreamUrl}/a`)), { name: 'fetch_a', description: 'a', schema: z.object({}) }); const S = Annotation.Root({ a: Annotation() }); const rp = { maxAttempts: 2, initialInterval: 5, jitter: false, retryOn: () => true }; const inner = new StateGraph(S).addNode('load', async () => ({ a: await t.invoke({}) }), { retryPolicy: rp }).addEdge('__start__', 'load').compile(); return new StateGraph(S).addNode('outer', (s, c) => inner.invoke(s, c), { retryPolicy: rp }).addEdge('__start__', 'outer').compile().invoke({}, { callbacks: ctx.callbacks }); },
};
