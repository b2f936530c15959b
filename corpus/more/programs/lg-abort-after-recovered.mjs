import { Annotation, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause, hang, ok, say } from '../lib/kit.mjs';

const get = (ctx, name, path, more = {}) => tool(() => ctx.probe('tool', name, () => getJson(`${ctx.upstreamUrl}${path}`, more)), { name, description: name, schema: z.object({}) });
const S = Annotation.Root({ a: Annotation({ reducer: (x, y) => y }), log: Annotation({ reducer: (x, y) => x.concat(y), default: () => [] }), n: Annotation({ reducer: (x, y) => y, default: () => 0 }) });

export default {
  id: 'lg-abort-after-recovered', framework: 'langgraph', description: 'A node is tried again and works; later the caller lets go while a model is asked.',
  llm: [say('a'), hang(5000)], upstream: { '/t': [503, { ok: 1 }] },
  truth: { runStatus: 'cancelled', rootCause: cause('model', 'gpt-4.1', 'orchestration', 'user_abort'), throws: 'AbortError', attempts: { find: 2, 'gpt-4.1': 2 }, steps: [bad('tool', 'find', 'tool.upstream_error'), ok('tool', 'find'), ok('model', 'gpt-4.1'), bad('model', 'gpt-4.1', 'orchestration.user_abort', { acceptStatus: ['cancelled', 'error'], codeOptional: true })] },
  async run(ctx) { const user = new AbortController(); const t = get(ctx, 'find', '/t'); const m = chat(ctx, 'gpt-4.1'); const n = async (s, c) => ({ a: (await m.invoke('x', c)).content }); return new StateGraph(S).addNode('f', async (s, c) => ({ a: await t.invoke({}, c) }), { retryPolicy: { maxAttempts: 2, initialInterval: 5, jitter: false, logWarning: false } }).addNode('w', n).addNode('v', (s, c) => { setTimeout(() => user.abort(), 150); return n(s, c); }).addEdge('__start__', 'f').addEdge('f', 'w').addEdge('w', 'v').compile().invoke({ a: 1 }, { callbacks: ctx.callbacks, signal: user.signal }); },
};
