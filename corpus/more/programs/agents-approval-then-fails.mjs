import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, err, ok } from '../lib/kit.mjs';

export default {
  id: 'agents-approval-then-fails', framework: 'openai-agents', description: 'A call is approved, and then the model has a wrong key.',
  llm: [call(['pay', { n: 1 }]), err(401, 'invalid_api_key')],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'auth_failed'), throws: 'AuthenticationError', attempts: { 'gpt-4.1': 2, pay: 1 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'pay'), bad('model', 'gpt-4.1', 'model.auth_failed')] },
  async run(ctx) { const pay = tool({ name: 'pay', description: 'p', parameters: z.object({ n: z.number() }), needsApproval: true, execute: () => ctx.probe('tool', 'pay', async () => 1) }); const a = new Agent({ name: 'a', model: 'gpt-4.1', tools: [pay] }); const r = runner(ctx); return ctx.wrap.run('r', async () => { const first = await r.run(a, 'x'); for (const i of first.interruptions) first.state.approve(i); return (await r.run(a, first.state)).finalOutput; }); },
};
