import { client } from '../lib/openai.mjs';
import { ask, bad, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-embeddings-429-then-ok', framework: 'openai', description: 'A hand-written search embeds three texts at once: one request is limited and goes through at the second try; then a good answer.',
  llm: [{ ...err(429, 'rate_limit_exceeded', { headers: { 'retry-after-ms': '5' } }), for: 'embeddings' }, ...[1, 2, 3].map(() => ({ kind: 'embeddings', for: 'embeddings' })), say('here')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'text-embedding-3-small': 4, 'gpt-4.1': 1, find_docs: 1 }, unordered: true,
    steps: [ok('retrieval', 'find_docs'), bad('embedding', 'text-embedding-3-small', 'model.rate_limited'), ...[1, 2, 3].map(() => ok('embedding', 'text-embedding-3-small')), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const c = client(ctx, { maxRetries: 2 });
    const find = ctx.wrap.retriever('find_docs', () => ctx.probe('retrieval', 'find_docs', async () => (await Promise.all(['a', 'b', 'c'].map((input) => c.embeddings.create({ model: 'text-embedding-3-small', input })))).map(() => ({ id: 1 }))));
    return ctx.wrap.run('rag', async () => { await find('x'); return (await c.chat.completions.create({ model: 'gpt-4.1', ...ask('x') })).choices[0].message.content; });
  },
};
