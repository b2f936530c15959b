import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-args-healed', framework: 'openai-agents', description: 'Arguments that are no JSON at all, then right ones; chat completions.',
  llm: [call(['track_parcel', '{"id":']), call(['track_parcel', { id: '7' }]), say('on its way')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3, track_parcel: 1 },
    steps: [ok('model', 'gpt-4.1', { code: 'model.invalid_tool_arguments' }), bad('tool', 'track_parcel', 'model.invalid_tool_arguments', { unprobed: true, optional: true }), ok('model', 'gpt-4.1'), ok('tool', 'track_parcel'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const track = tool({ name: 'track_parcel', description: 'track', parameters: z.object({ id: z.string() }), execute: () => ctx.probe('tool', 'track_parcel', async () => 'ok') });
    return (await runner(ctx, { useResponses: false }).run(new Agent({ name: 'post', model: 'gpt-4.1', tools: [track] }), 'x')).finalOutput;
  },
};
