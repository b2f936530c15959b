import { client } from '../lib/openai.mjs';
import { ask, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-two-searches-one-empty', framework: 'openai', description: 'Two retrievers of a hand-written agent at once; one of them finds nothing.',
  llm: [say('x')],
  truth: {
    runStatus: 'success', degraded: true, unordered: true, rootCause: cause('retrieval', 'wiki', 'retrieval', 'no_results'), throws: null, attempts: { 'gpt-4.1': 1, wiki: 1, handbook: 1 },
    steps: [ok('retrieval', 'wiki', { code: 'retrieval.no_results' }), ok('retrieval', 'handbook'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const search = (name, found) => ctx.wrap.retriever(name, () => ctx.probe('retrieval', name, async () => found));
    return ctx.wrap.run('desk', async () => {
      await Promise.all([search('wiki', [])('q'), search('handbook', [{ id: 1 }])('q')]);
      return client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x') });
    });
  },
};
