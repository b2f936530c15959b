import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

const turns = [1, 2, 3];
export default {
  id: 'agents-max-turns', framework: 'openai-agents', description: 'A healthy tool is asked something new each turn until maxTurns.',
  llm: turns.map((n) => call(['next_lead', { n }])),
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'max_steps_exceeded'), throws: 'MaxTurnsExceededError', attempts: { 'gpt-4.1-mini': 3, next_lead: 3 },
    steps: turns.flatMap(() => [ok('model', 'gpt-4.1-mini'), ok('tool', 'next_lead')]),
  },
  async run(ctx) {
    const lead = tool({ name: 'next_lead', description: 'lead', parameters: z.object({ n: z.number() }), execute: ({ n }) => ctx.probe('tool', 'next_lead', async () => `lead ${n}`) });
    return runner(ctx).run(new Agent({ name: 'sales', model: 'gpt-4.1-mini', tools: [lead] }), 'x', { maxTurns: 3 });
  },
};
