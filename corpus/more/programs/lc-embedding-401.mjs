import { OpenAIEmbeddings } from '@langchain/openai';
import { BaseRetriever } from '@langchain/core/retrievers';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err } from '../lib/kit.mjs';

export default {
  id: 'lc-embedding-401', framework: 'langchain', description: 'A retriever embeds its query first; the embeddings key is refused.',
  llm: [{ ...err(401, 'invalid_api_key', { type: 'invalid_request_error' }), for: 'embeddings' }],
  truth: {
    runStatus: 'failed', rootCause: cause('retrieval', 'faq_index', 'retrieval', 'embedding_failed'), throws: 'AuthenticationError', attempts: { faq_index: 1 },
    steps: [bad('retrieval', 'faq_index', 'retrieval.embedding_failed'), bad('embedding', 'text-embedding-3-small', 'model.auth_failed')],
  },
  async run(ctx) {
    const embeddings = new OpenAIEmbeddings({ model: 'text-embedding-3-small', apiKey: ctx.apiKey, maxRetries: 0, configuration: { baseURL: ctx.llmUrl } });
    class Index extends BaseRetriever {
      lc_namespace = ['corpus'];
      _getRelevantDocuments(q) { return ctx.probe('retrieval', 'faq_index', async () => { await embeddings.embedQuery(q); return []; }); }
    }
    return new Index().withConfig({ runName: 'faq_index' }).pipe((docs) => `${docs.length}`).pipe(chat(ctx, 'gpt-4.1-mini')).invoke('how?', { callbacks: ctx.callbacks });
  },
};
