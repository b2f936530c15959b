import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-bad-final-output', framework: 'openai-agents', description: 'The final output does not fit the output type.',
  llm: [say('{"total":"nine"}')],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_output'), throws: 'ModelBehaviorError', attempts: { 'gpt-4.1': 1 },
    steps: [bad('model', 'gpt-4.1', 'model.invalid_output', { wire: 'ok', acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) { return runner(ctx).run(new Agent({ name: 'sum', model: 'gpt-4.1', outputType: z.object({ total: z.number() }) }), 'x'); },
};
