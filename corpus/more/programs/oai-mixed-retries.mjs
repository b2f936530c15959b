import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, err, hang, ok, reset, say } from '../lib/kit.mjs';

export default {
  id: 'oai-mixed-retries', framework: 'openai', description: 'The client tries five times: a reset, a timeout, a 503, a 429, an answer.',
  llm: [reset(), hang(4000), err(503, null, { headers: { 'retry-after-ms': '5' } }), err(429, 'rate_limit_exceeded', { headers: { 'retry-after-ms': '5' } }), say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 5 }, steps: [bad('model', 'gpt-4.1', 'model.connection_failed'), bad('model', 'gpt-4.1', 'model.timeout'), bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.rate_limited'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return client(ctx, { maxRetries: 5, timeout: 200 }).chat.completions.create({ model: 'gpt-4.1', ...ask('x') }); },
};
