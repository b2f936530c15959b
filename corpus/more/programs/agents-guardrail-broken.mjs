import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'agents-guardrail-broken', framework: 'openai-agents', description: 'The code of a blocking input guardrail throws: it did not trip, it broke.',
  llm: [],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', 'no_card_numbers', 'orchestration', 'guardrail_failed'), throws: 'GuardrailExecutionError', attempts: { 'gpt-4.1': 0 },
    steps: [bad('orchestration', 'no_card_numbers', 'orchestration.guardrail_failed', { unprobed: true })],
  },
  async run(ctx) {
    const guard = { name: 'no_card_numbers', runInParallel: false, execute: async () => { throw new TypeError('x'); } };
    return runner(ctx).run(new Agent({ name: 'shop', model: 'gpt-4.1', inputGuardrails: [guard] }), 'x');
  },
};
