import { Annotation, Send, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'lg-fanout-all-fail', framework: 'langgraph', description: 'A map with Send: every worker fails and goes on.',
  llm: [], upstream: { '/w/1': [500], '/w/2': [404], '/w/3': [429] },
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('tool', 'w', 'tool', 'upstream_error', { acceptCode: ['tool.not_found', 'tool.rate_limited'] }), throws: null, attempts: { w: 3 }, steps: [bad('tool', 'w', 'tool.upstream_error', { acceptCode: ['tool.not_found', 'tool.rate_limited'] }), bad('tool', 'w', 'tool.not_found', { acceptCode: ['tool.upstream_error', 'tool.rate_limited'] }), bad('tool', 'w', 'tool.rate_limited', { acceptCode: ['tool.upstream_error', 'tool.not_found'] })] },
  async run(ctx) { const w = tool(({ n }) => ctx.probe('tool', 'w', () => getJson(`${ctx.upstreamUrl}/w/${n}`)), { name: 'w', description: 'w', schema: z.object({ n: z.number() }) }); const S = Annotation.Root({ n: Annotation(), out: Annotation({ reducer: (a, b) => a.concat(b), default: () => [] }) }); return new StateGraph(S).addNode('w', async (s) => { try { return { out: [await w.invoke({ n: s.n })] }; } catch { return { out: [] }; } }).addConditionalEdges('__start__', () => [1, 2, 3].map((n) => new Send('w', { n }))).compile().invoke({}, { callbacks: ctx.callbacks }); },
};
