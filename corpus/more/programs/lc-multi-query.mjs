import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';

class Docs extends BaseRetriever { lc_namespace = ['x']; constructor(get) { super(); this.get = get; } async _getRelevantDocuments(q) { return this.get(q); } static lc_name() { return 'Docs'; } }

export default {
  id: 'lc-multi-query', framework: 'langchain', description: 'Three searches at once without a config, one of them fails; the model answers all the same.',
  llm: [say('x')], upstream: { '/a': [[]], '/b': [500], '/c': [{}] },
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('retrieval', 'Docs', 'retrieval', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 1, Docs: 3 }, steps: [ok('retrieval', 'Docs'), bad('retrieval', 'Docs', 'retrieval.upstream_error'), ok('retrieval', 'Docs'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const docs = new Docs((q) => ctx.probe('retrieval', 'Docs', async () => { await getJson(`${ctx.upstreamUrl}/${q}`); return [new Document({ pageContent: q })]; })); return RunnableLambda.from(async () => { const r = await Promise.allSettled(['a', 'b', 'c'].map((q) => docs.invoke(q))); return chat(ctx, 'gpt-4.1').invoke(`${r.length}`); }).invoke('x', { callbacks: ctx.callbacks }); },
};
