import { BaseRetriever } from '@langchain/core/retrievers';
import { Annotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';

class Docs extends BaseRetriever { lc_namespace = ['x']; constructor(get) { super(); this.get = get; } async _getRelevantDocuments(q) { return this.get(q); } static lc_name() { return 'Docs'; } }

export default {
  id: 'lg-limit-with-failing-search', framework: 'langgraph', description: 'A graph goes round with a search that fails until the recursion limit.',
  llm: [say('again'), say('again'), say('again')], upstream: { '/d': [503] },
  truth: { runStatus: 'failed', rootCause: cause('retrieval', 'Docs', 'retrieval', 'upstream_error'), throws: 'GraphRecursionError', attempts: { 'gpt-4.1': 3, Docs: 3 }, steps: [1, 2, 3].flatMap(() => [ok('model', 'gpt-4.1'), bad('retrieval', 'Docs', 'retrieval.upstream_error')]) },
  async run(ctx) { const docs = new Docs(() => ctx.probe('retrieval', 'Docs', () => getJson(`${ctx.upstreamUrl}/d`))); const m = chat(ctx, 'gpt-4.1'); const S = Annotation.Root({ a: Annotation() }); return new StateGraph(S).addNode('think', async () => ({ a: (await m.invoke('x')).content })).addNode('search', async () => { try { return { a: await docs.invoke('x') }; } catch { return { a: 'none' }; } }).addEdge('__start__', 'think').addEdge('think', 'search').addEdge('search', 'think').compile().invoke({}, { callbacks: ctx.callbacks, recursionLimit: 6 }); },
};
