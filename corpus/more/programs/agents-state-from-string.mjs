import { Agent, RunState, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'agents-state-from-string', framework: 'openai-agents', description: 'A run waits for approval, is kept as a string, goes on from it, and the approved tool is refused.',
  llm: [call(['pay', { n: 1 }])], upstream: { '/p': [403] },
  truth: { runStatus: 'failed', rootCause: cause('tool', 'pay', 'tool', 'auth_failed'), throws: 'HttpError', attempts: { 'gpt-4.1': 1, pay: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'pay', 'tool.auth_failed')] },
  async run(ctx) { const pay = tool({ name: 'pay', description: 'p', parameters: z.object({ n: z.number() }), needsApproval: true, errorFunction: null, execute: () => ctx.probe('tool', 'pay', () => getJson(`${ctx.upstreamUrl}/p`)) }); const a = new Agent({ name: 'a', model: 'gpt-4.1', tools: [pay] }); const r = runner(ctx); return ctx.wrap.run('r', async () => { const first = await r.run(a, 'x'); const state = await RunState.fromString(a, first.state.toString()); for (const i of state.getInterruptions()) state.approve(i); return (await r.run(a, state)).finalOutput; }); },
};
