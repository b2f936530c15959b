import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-tool-guardrail', framework: 'openai-agents', description: 'A guardrail on the input of a tool throws its tripwire.',
  llm: [call(['delete_user', { id: 1 }])],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'guardrail_input_blocked', { acceptStep: [{ stepType: 'tool', stepName: 'delete_user' }] }), throws: 'ToolInputGuardrailTripwireTriggered', attempts: { 'gpt-4.1': 1, delete_user: 0 },
    steps: [ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const del = tool({ name: 'delete_user', description: 'delete', parameters: z.object({ id: z.number() }), execute: () => ctx.probe('tool', 'delete_user', async () => 'ok'),
      inputGuardrails: [{ name: 'never_delete', run: async () => ({ behavior: { type: 'throwException' }, outputInfo: {} }) }] });
    return runner(ctx).run(new Agent({ name: 'admin', model: 'gpt-4.1', tools: [del] }), 'x');
  },
};
