import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'oai-settled-models', framework: 'openai', description: 'Three models at once with allSettled: one has a wrong key.',
  llm: [only('m-a', say('x')), only('m-b', err(401, 'invalid_api_key')), only('m-c', say('y'))],
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('model', 'm-b', 'model', 'auth_failed'), throws: null, attempts: { 'm-a': 1, 'm-b': 1, 'm-c': 1 }, steps: [ok('model', 'm-a'), bad('model', 'm-b', 'model.auth_failed'), ok('model', 'm-c')] },
  async run(ctx) { return ctx.wrap.run('r', () => { const c = client(ctx); return Promise.allSettled(['m-a', 'm-b', 'm-c'].map((model) => c.chat.completions.create({ model, ...ask('x') }))); }); },
};
