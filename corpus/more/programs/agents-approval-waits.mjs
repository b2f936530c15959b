import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-approval-waits', framework: 'openai-agents', description: 'A tool needs approval: the run stops and waits.',
  llm: [call(['wire_money', { eur: 5 }])],
  truth: { runStatus: 'interrupted', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1, wire_money: 0 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) {
    const wire = tool({ name: 'wire_money', description: 'wire', parameters: z.object({ eur: z.number() }), needsApproval: true, execute: () => ctx.probe('tool', 'wire_money', async () => 'ok') });
    return (await runner(ctx).run(new Agent({ name: 'bank', model: 'gpt-4.1', tools: [wire] }), 'x')).interruptions.length;
  },
};
