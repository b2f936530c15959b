import { Annotation, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-one-fails-one-cancelled', framework: 'langgraph', description: 'Of two parallel nodes one fails; the other is told to stop.',
  llm: [], upstream: { '/fast': [500], '/slow': ['hang'] },
  truth: { runStatus: 'failed', unordered: true, rootCause: cause('tool', 'fast', 'tool', 'upstream_error'), throws: 'HttpError', attempts: { fast: 1, slow: 1 }, steps: [bad('tool', 'fast', 'tool.upstream_error'), { type: 'tool', name: 'slow', status: 'cancelled', acceptStatus: ['cancelled', 'error', 'interrupted', 'running'] }] },
  async run(ctx) { const fast = tool(() => ctx.probe('tool', 'fast', async () => { await sleep(30); return getJson(`${ctx.upstreamUrl}/fast`); }), { name: 'fast', description: 'f', schema: z.object({}) }); const slow = tool((_, c) => ctx.probe('tool', 'slow', async () => (await fetch(`${ctx.upstreamUrl}/slow`, { signal: c.signal })).json()), { name: 'slow', description: 's', schema: z.object({}) }); const S = Annotation.Root({ a: Annotation({ reducer: (a, b) => b }) }); return new StateGraph(S).addNode('x', async (s, c) => ({ a: await fast.invoke({}, c) })).addNode('y', async (s, c) => ({ a: await slow.invoke({}, c) })).addEdge('__start__', 'x').addEdge('__start__', 'y').compile().invoke({}, { callbacks: ctx.callbacks }); },
};
