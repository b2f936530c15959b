import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, only } from '../lib/kit.mjs';

export default {
  id: 'oai-any-all-fail', framework: 'openai', description: 'Two models with any: both fail.',
  llm: [only('m-a', err(401, 'invalid_api_key')), only('m-b', err(503, null, { delayMs: 40 }))],
  truth: { runStatus: 'failed', unordered: true, rootCause: cause('model', 'm-b', 'model', 'provider_error', { acceptStep: [{ stepType: 'model', stepName: 'm-a' }], acceptCode: ['model.auth_failed'] }), throws: 'AggregateError', attempts: { 'm-a': 1, 'm-b': 1 }, steps: [bad('model', 'm-a', 'model.auth_failed'), bad('model', 'm-b', 'model.provider_error')] },
  async run(ctx) { const c = client(ctx); return ctx.wrap.run('r', () => Promise.any(['m-a', 'm-b'].map((model) => c.chat.completions.create({ model, ...ask('x') })))); },
};
