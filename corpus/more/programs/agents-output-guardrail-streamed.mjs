import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-output-guardrail-streamed', framework: 'openai-agents', description: 'A streamed run after a hand-off; the second agent\'s output guardrail trips.',
  llm: [only('gpt-4.1', call(['transfer_to_billing', {}])), only('gpt-4.1-mini', say('your password is'))],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', 'no_secrets', 'orchestration', 'guardrail_output_blocked'), throws: 'OutputGuardrailTripwireTriggered', attempts: { 'gpt-4.1': 1, 'gpt-4.1-mini': 1 },
    steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1-mini'), bad('orchestration', 'no_secrets', 'orchestration.guardrail_output_blocked', { unprobed: true, acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) {
    const guard = { name: 'no_secrets', execute: async () => ({ tripwireTriggered: true, outputInfo: {} }) };
    const billing = new Agent({ name: 'billing', model: 'gpt-4.1-mini', outputGuardrails: [guard] });
    const result = await runner(ctx).run(new Agent({ name: 'front', model: 'gpt-4.1', handoffs: [billing] }), 'x', { stream: true });
    for await (const _ of result) void _;
    await result.completed;
    return result.finalOutput;
  },
};
