import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-tool-error-default', framework: 'openai-agents', description: 'Two tools throw, the default errorFunction tells the model: one has a bug, one a server that answers 502.',
  llm: [call(['compute_tax', { v: 1 }]), call(['fetch_rates', {}]), say('I do not know.')], upstream: { '/r': [502] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'fetch_rates', 'tool', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 3, compute_tax: 1, fetch_rates: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'compute_tax', 'tool.exception'), ok('model', 'gpt-4.1'), bad('tool', 'fetch_rates', 'tool.upstream_error'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const tax = tool({ name: 'compute_tax', description: 'tax', parameters: z.object({ v: z.number() }), execute: () => ctx.probe('tool', 'compute_tax', async () => undefined.rate) });
    const rates = tool({ name: 'fetch_rates', description: 'rates', parameters: z.object({}), execute: () => ctx.probe('tool', 'fetch_rates', () => getJson(`${ctx.upstreamUrl}/r`)) });
    return (await runner(ctx).run(new Agent({ name: 'tax', model: 'gpt-4.1', tools: [tax, rates] }), 'x')).finalOutput;
  },
};
