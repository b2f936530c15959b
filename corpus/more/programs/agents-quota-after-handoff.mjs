import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, err, ok, only } from '../lib/kit.mjs';

export default {
  id: 'agents-quota-after-handoff', framework: 'openai-agents', description: 'A good hand-off, then the second agent\'s model has no quota left.',
  llm: [only('gpt-4.1', call(['transfer_to_billing', {}])), only('gpt-4.1-mini', err(429, 'insufficient_quota'))],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'quota_exhausted'), throws: 'RateLimitError', attempts: { 'gpt-4.1': 1, 'gpt-4.1-mini': 1 },
    steps: [ok('model', 'gpt-4.1'), bad('model', 'gpt-4.1-mini', 'model.quota_exhausted')],
  },
  async run(ctx) {
    const billing = new Agent({ name: 'billing', model: 'gpt-4.1-mini' });
    return runner(ctx).run(new Agent({ name: 'front', model: 'gpt-4.1', handoffs: [billing] }), 'x');
  },
};
