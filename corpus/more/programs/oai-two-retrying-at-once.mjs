import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'oai-two-retrying-at-once', framework: 'openai', description: 'Two calls retry at the same time, one of them in vain.',
  llm: [only('m-a', err(500, null, { headers: { 'retry-after-ms': '30' } })), only('m-a', say('a')), only('m-b', err(429, 'rate_limit_exceeded', { headers: { 'retry-after-ms': '10' } })), only('m-b', err(503))],
  truth: { runStatus: 'failed', unordered: true, rootCause: cause('model', 'm-b', 'model', 'provider_error'), throws: 'InternalServerError', attempts: { 'm-b': 2, 'm-a': 2 }, steps: [bad('model', 'm-a', 'model.provider_error'), ok('model', 'm-a', { acceptStatus: ['ok', 'cancelled'] }), bad('model', 'm-b', 'model.rate_limited'), bad('model', 'm-b', 'model.provider_error')] },
  async run(ctx) { const c = client(ctx, { maxRetries: 1 }); return ctx.wrap.run('r', async () => { const both = ['m-a', 'm-b'].map((model) => c.chat.completions.create({ model, ...ask('x') })); const r = await Promise.allSettled(both); for (const each of r) if (each.status === 'rejected') throw each.reason; }); },
};
