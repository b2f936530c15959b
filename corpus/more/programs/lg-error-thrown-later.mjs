import { Annotation, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';

const get = (ctx, name, path, more = {}) => tool(() => ctx.probe('tool', name, () => getJson(`${ctx.upstreamUrl}${path}`, more)), { name, description: name, schema: z.object({}) });
const S = Annotation.Root({ a: Annotation({ reducer: (x, y) => y }), log: Annotation({ reducer: (x, y) => x.concat(y), default: () => [] }), n: Annotation({ reducer: (x, y) => y, default: () => 0 }) });

export default {
  id: 'lg-error-thrown-later', framework: 'langgraph', description: 'A node keeps its error in the state; a later node throws it.',
  llm: [say('plan'), say('b')], upstream: { '/a': [409] },
  truth: { runStatus: 'failed', rootCause: cause('tool', 'read_a', 'tool', 'bad_request'), throws: 'HttpError', attempts: { 'gpt-4.1': 2, read_a: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'read_a', 'tool.bad_request'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); const a = get(ctx, 'read_a', '/a'); return new StateGraph(S).addNode('plan', async () => ({ a: (await m.invoke('x')).content })).addNode('read', async () => { try { return { a: await a.invoke({}) }; } catch (e) { return { log: [e] }; } }).addNode('sum', async () => ({ a: (await m.invoke('x')).content })).addNode('out', async (s) => { if (s.log[0]) throw s.log[0]; return {}; }).addEdge('__start__', 'plan').addEdge('plan', 'read').addEdge('read', 'sum').addEdge('sum', 'out').compile().invoke({ a: 1 }, { callbacks: ctx.callbacks }); },
};
