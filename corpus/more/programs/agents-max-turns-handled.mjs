import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'agents-max-turns-handled', framework: 'openai-agents', description: 'The turns are used up and a handler of the host answers.',
  llm: [call(['look', { n: 1 }]), call(['look', { n: 2 }])],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('orchestration', null, 'orchestration', 'max_steps_exceeded'), throws: null, attempts: { 'gpt-4.1': 2, look: 2 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'look'), ok('model', 'gpt-4.1'), ok('tool', 'look')] },
  async run(ctx) { const look = tool({ name: 'look', description: 'l', parameters: z.object({ n: z.number() }), execute: () => ctx.probe('tool', 'look', async () => 1) }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [look] }), 'x', { maxTurns: 2, errorHandlers: { maxTurns: () => ({ finalOutput: 'gave up' }) } })).finalOutput; },
};
