import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-as-response', framework: 'openai', description: 'asResponse() and withResponse(): a retried call, a good one, and one whose model is not known.',
  llm: [err(500, null, { headers: { 'retry-after-ms': '5' } }), say('x'), say('y'), err(404, 'model_not_found')],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'not_found'), throws: 'NotFoundError', attempts: { 'gpt-4.1': 4 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1'), bad('model', 'gpt-4.1', 'model.not_found')] },
  async run(ctx) { return ctx.wrap.run('r', async () => { const c = client(ctx, { maxRetries: 1 }).chat.completions; const b = { model: 'gpt-4.1', ...ask('x') }; await (await c.create(b).asResponse()).json(); await c.create(b).withResponse(); return c.create(b).asResponse(); }); },
};
