import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

import { BaseRetriever } from '@langchain/core/retrievers';
import { Document } from '@langchain/core/documents';
export default {
  id: 'lg-parallel-retrievers', framework: 'langgraph', description: 'Two retrievers in parallel: one finds nothing, the other is rate limited and swallowed by the node; the model answers.',
  llm: [say('answer')], upstream: { '/blog': [429] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('retrieval', 'blog_search', 'retrieval', 'rate_limited'), throws: null, attempts: { 'gpt-4.1': 1, blog_search: 1, wiki_search: 1 }, unordered: true,
    steps: [bad('retrieval', 'blog_search', 'retrieval.rate_limited'), ok('retrieval', 'wiki_search', { code: 'retrieval.no_results', codeOptional: true }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const store = (name, fn) => new (class extends BaseRetriever { lc_namespace = ['corpus']; _getRelevantDocuments() { return ctx.probe('retrieval', name, fn); } })().withConfig({ runName: name });
    const blog = store('blog_search', () => getJson(`${ctx.upstreamUrl}/blog`)), wiki = store('wiki_search', async () => []);
    const S = Annotation.Root({ docs: Annotation({ reducer: (a, b) => a.concat(b), default: () => [] }) });
    const model = chat(ctx, 'gpt-4.1');
    return new StateGraph(S).addNode('blog', async () => ({ docs: await blog.invoke('x').catch(() => []) })).addNode('wiki', async () => ({ docs: await wiki.invoke('x') })).addNode('answer', async () => { await model.invoke('x'); return {}; })
      .addEdge('__start__', 'blog').addEdge('__start__', 'wiki').addEdge(['blog', 'wiki'], 'answer').addEdge('answer', '__end__').compile().invoke({}, { callbacks: ctx.callbacks });
  },
};
