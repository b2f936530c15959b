import { Agent, retryPolicies } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause, err } from '../lib/kit.mjs';

export default {
  id: 'agents-retry-exhausted', framework: 'openai-agents', description: 'modelSettings.retry gives up after three tries.',
  llm: [err(503), err(500), err(429, 'rate_limit_exceeded')],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'rate_limited'), throws: 'RateLimitError', attempts: { 'gpt-4.1': 3 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.rate_limited')] },
  async run(ctx) { const modelSettings = { retry: { maxRetries: 2, policy: retryPolicies.httpStatus([500, 503, 429]), backoff: { initialDelayMs: 5, maxDelayMs: 10, jitter: false } } }; return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', modelSettings }), 'x')).finalOutput; },
};
