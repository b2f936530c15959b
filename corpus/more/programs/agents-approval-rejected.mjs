import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'agents-approval-rejected', framework: 'openai-agents', description: 'A person rejects the one call and approves the other; the model says what was done.',
  llm: [call(['pay', { n: 1 }], ['note', { n: 2 }]), say('noted, not paid')],
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('orchestration', null, 'orchestration', 'approval_rejected', { acceptStep: [{ stepType: 'tool', stepName: 'pay' }] }), throws: null, attempts: { 'gpt-4.1': 2, pay: 0, note: 1 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'pay', { unprobed: true, optional: true, acceptStatus: ['ok', 'error', 'cancelled'] }), ok('tool', 'note'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const t = (name) => tool({ name, description: 'p', parameters: z.object({ n: z.number() }), needsApproval: true, execute: () => ctx.probe('tool', name, async () => 1) }); const a = new Agent({ name: 'a', model: 'gpt-4.1', tools: [t('pay'), t('note')] }); const r = runner(ctx); return ctx.wrap.run('r', async () => { const first = await r.run(a, 'x'); for (const i of first.interruptions) first.state[i.rawItem.name === 'pay' ? 'reject' : 'approve'](i); return (await r.run(a, first.state)).finalOutput; }); },
};
