import { Agent, handoff } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, err, ok, only } from '../lib/kit.mjs';

export default {
  id: 'agents-handoff-model-fails', framework: 'openai-agents', description: 'The first agent hands over; the model of the second one does not exist.',
  llm: [only('gpt-4.1', call(['transfer_to_billing', {}])), only('gpt-4.1-typo', err(404, 'model_not_found', { type: 'invalid_request_error' }))],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-typo', 'model', 'not_found'), throws: 'NotFoundError', attempts: { 'gpt-4.1': 1, 'gpt-4.1-typo': 1 },
    steps: [ok('model', 'gpt-4.1'), ok('orchestration', 'billing', { optional: true, unprobed: true }), bad('model', 'gpt-4.1-typo', 'model.not_found')],
  },
  async run(ctx) {
    const billing = new Agent({ name: 'billing', model: 'gpt-4.1-typo' });
    return (await runner(ctx).run(new Agent({ name: 'front', model: 'gpt-4.1', handoffs: [billing] }), 'x')).finalOutput;
  },
};
