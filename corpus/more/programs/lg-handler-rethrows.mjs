import { Annotation, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';

const get = (ctx, name, path, more = {}) => tool(() => ctx.probe('tool', name, () => getJson(`${ctx.upstreamUrl}${path}`, more)), { name, description: name, schema: z.object({}) });
const S = Annotation.Root({ a: Annotation({ reducer: (x, y) => y }), log: Annotation({ reducer: (x, y) => x.concat(y), default: () => [] }), n: Annotation({ reducer: (x, y) => y, default: () => 0 }) });

export default {
  id: 'lg-handler-rethrows', framework: 'langgraph', description: 'The error handler of a node throws the error that it was given again.',
  llm: [say('a')], upstream: { '/t': [403] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'find', 'tool', 'auth_failed'), throws: null, attempts: { 'gpt-4.1': 1, find: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'find', 'tool.auth_failed')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); const t = get(ctx, 'find', '/t'); return new StateGraph(S).addNode('w', async () => { await m.invoke('x'); return { a: await t.invoke({}) }; }, { errorHandler: (s, { error }) => { throw error; } }).addEdge('__start__', 'w').compile().invoke({ a: 1 }, { callbacks: ctx.callbacks }); },
};
