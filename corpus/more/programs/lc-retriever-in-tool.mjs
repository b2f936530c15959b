import { BaseRetriever } from '@langchain/core/retrievers';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

class Docs extends BaseRetriever { lc_namespace = ['x']; constructor(get) { super(); this.get = get; } async _getRelevantDocuments() { return this.get(); } static lc_name() { return 'Docs'; } }

export default {
  id: 'lc-retriever-in-tool', framework: 'langchain', description: 'A tool makes do without its retriever, which is told 503.',
  llm: [call(['search_docs', { q: 'a' }]), say('sorry')], upstream: { '/d': [503] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('retrieval', 'Docs', 'retrieval', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 2, Docs: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'search_docs', 'retrieval.upstream_error', { unprobed: true, codeOptional: true, acceptStatus: ['ok', 'error'] }), bad('retrieval', 'Docs', 'retrieval.upstream_error'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const docs = new Docs(() => ctx.probe('retrieval', 'Docs', () => getJson(`${ctx.upstreamUrl}/d`))); const t = tool(async ({ q }) => { try { return await docs.invoke(q); } catch { return 'search is down'; } }, { name: 'search_docs', description: 's', schema: z.object({ q: z.string() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
