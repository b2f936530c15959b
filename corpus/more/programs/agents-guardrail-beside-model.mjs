import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-guardrail-beside-model', framework: 'openai-agents', description: 'An input guardrail that asks a model of its own runs beside the agent\'s model and trips; the agent\'s model answers too.',
  llm: [only('gpt-4.1', { ...say('hello'), delayMs: 80 }), only('gpt-4.1-mini', say('yes, bad'))],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', 'no_homework', 'orchestration', 'guardrail_input_blocked'), throws: 'InputGuardrailTripwireTriggered', attempts: { 'gpt-4.1-mini': 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1', { acceptStatus: ['ok', 'cancelled'], optional: false }), ok('model', 'gpt-4.1-mini'), bad('orchestration', 'no_homework', 'orchestration.guardrail_input_blocked', { acceptStatus: ['ok', 'error'], unprobed: true })],
  },
  async run(ctx) {
    const judge = new Agent({ name: 'judge', model: 'gpt-4.1-mini' });
    const runs = runner(ctx);
    const guard = { name: 'no_homework', execute: async ({ input }) => { const said = await runs.run(judge, String(input)); return { outputInfo: {}, tripwireTriggered: said.finalOutput.startsWith('yes') }; } };
    return (await runs.run(new Agent({ name: 'tutor', model: 'gpt-4.1', inputGuardrails: [guard] }), 'x').finally(() => sleep(150))).finalOutput;
  },
};
