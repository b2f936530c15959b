import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-rag-by-hand', framework: 'openai', description: 'RAG by hand: embeddings that need one retry, a retriever that works, an answer. Nothing to blame.',
  llm: [{ ...err(503, null, { headers: { 'retry-after-ms': '5' } }), for: 'embeddings' }, { kind: 'text', for: 'embeddings' }, say('42')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1, doc_search: 1 },
    steps: [bad('embedding', 'text-embedding-3-small', 'model.provider_error'), ok('embedding', 'text-embedding-3-small'), ok('retrieval', 'doc_search'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const c = client(ctx, { maxRetries: 2 });
    const search = ctx.wrap.retriever('doc_search', () => ctx.probe('retrieval', 'doc_search', async () => [1, 2]));
    return ctx.wrap.run('rag', async () => { await c.embeddings.create({ model: 'text-embedding-3-small', input: 'x' }); await search(); return c.chat.completions.create({ model: 'gpt-4.1', ...ask('x') }); });
  },
};
