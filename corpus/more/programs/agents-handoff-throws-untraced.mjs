import { Agent, handoff, Runner } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'agents-handoff-throws-untraced', framework: 'openai-agents', description: 'The SDK\'s own tracing is off and the callback of a hand-off asks a service that is down.',
  llm: [call(['transfer_to_b', { reason: 'x' }])], upstream: { '/crm': [503] },
  truth: { runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'handoff_failed'), throws: 'HttpError', attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) { const b = new Agent({ name: 'b', model: 'gpt-4o' }); const base = runner(ctx); const r = new Runner({ modelProvider: base.config.modelProvider, tracingDisabled: true }); return (await r.run(new Agent({ name: 'a', model: 'gpt-4.1', handoffs: [handoff(b, { inputType: z.object({ reason: z.string() }), onHandoff: () => getJson(ctx.upstreamUrl + '/crm') })] }), 'x')).finalOutput; },
};
