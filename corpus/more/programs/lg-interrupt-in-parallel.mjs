import { Annotation, MemorySaver, StateGraph, interrupt } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-interrupt-in-parallel', framework: 'langgraph', description: 'Of two parallel nodes one waits for a human, the other fails.',
  llm: [], upstream: { '/a': [500] },
  truth: { runStatus: 'failed', unordered: true, rootCause: cause('tool', 'fetch_a', 'tool', 'upstream_error'), throws: 'HttpError', attempts: { fetch_a: 1 }, steps: [bad('tool', 'fetch_a', 'tool.upstream_error')] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'fetch_a', () => getJson(`${ctx.upstreamUrl}/a`)), { name: 'fetch_a', description: 'a', schema: z.object({}) }); const S = Annotation.Root({ a: Annotation({ reducer: (x, y) => y }) }); return new StateGraph(S).addNode('p', async () => ({ a: interrupt('ok?') })).addNode('q', async () => { await sleep(20); return { a: await t.invoke({}) }; }).addEdge('__start__', 'p').addEdge('__start__', 'q').compile({ checkpointer: new MemorySaver() }).invoke({}, { callbacks: ctx.callbacks, configurable: { thread_id: '1' } }); },
};
