import { Annotation, Send, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, ok } from '../lib/kit.mjs';

export default {
  id: 'lg-send-retry', framework: 'langgraph', description: 'A map with Send and retries: one worker fails twice, then works.',
  llm: [], upstream: { '/w/1': [{ ok: 1 }], '/w/2': [503, 503, { ok: 1 }], '/w/3': [{ ok: 1 }] },
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { grade: 5 }, steps: [ok('tool', 'grade'), bad('tool', 'grade', 'tool.upstream_error'), ok('tool', 'grade'), bad('tool', 'grade', 'tool.upstream_error'), ok('tool', 'grade')] },
  async run(ctx) { const grade = tool(({ n }) => ctx.probe('tool', 'grade', () => getJson(`${ctx.upstreamUrl}/w/${n}`)), { name: 'grade', description: 'g', schema: z.object({ n: z.number() }) }); const S = Annotation.Root({ n: Annotation(), out: Annotation({ reducer: (a, b) => a.concat(b), default: () => [] }) }); return new StateGraph(S).addNode('w', async (s) => ({ out: [await grade.invoke({ n: s.n })] }), { retryPolicy: { maxAttempts: 3, initialInterval: 5, jitter: false, retryOn: () => true } }).addConditionalEdges('__start__', () => [1, 2, 3].map((n) => new Send('w', { n }))).addEdge('w', '__end__').compile().invoke({}, { callbacks: ctx.callbacks }); },
};
