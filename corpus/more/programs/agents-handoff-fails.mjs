import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-handoff-fails', framework: 'openai-agents', description: 'The callback of a hand-off throws.',
  llm: [call(['transfer_to_refunds', { reason: 'x' }])],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'handoff_failed'), throws: 'RangeError', attempts: { 'gpt-4.1': 1 },
    steps: [ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const refunds = new Agent({ name: 'refunds', model: 'gpt-4.1-mini' });
    const to = handoff(refunds, { onHandoff: () => { throw new RangeError('x'); }, inputType: z.object({ reason: z.string() }) });
    return runner(ctx).run(new Agent({ name: 'front', model: 'gpt-4.1', handoffs: [to] }), 'x');
  },
};
