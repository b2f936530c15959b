import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { call, cause, ok, only } from '../lib/kit.mjs';

export default {
  id: 'agents-handoff-loop', framework: 'openai-agents', description: 'Two agents hand off to each other until the turns are used up.',
  llm: [1, 2, 3, 4].map((n) => only(n % 2 ? 'gpt-4.1' : 'gpt-4o', call([n % 2 ? 'transfer_to_b' : 'transfer_to_a', {}]))),
  truth: { runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'max_steps_exceeded', { acceptCode: ['orchestration.tool_loop'] }), throws: 'MaxTurnsExceededError', attempts: { 'gpt-4.1': 2, 'gpt-4o': 2 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4o'), ok('model', 'gpt-4.1'), ok('model', 'gpt-4o')] },
  async run(ctx) { const a = new Agent({ name: 'a', model: 'gpt-4.1' }), b = new Agent({ name: 'b', model: 'gpt-4o', handoffs: [a] }); a.handoffs = [b]; return (await runner(ctx).run(a, 'x', { maxTurns: 4 })).finalOutput; },
};
