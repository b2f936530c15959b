import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-abort', framework: 'openai-agents', description: 'The caller aborts while the second model call is silent.',
  llm: [call(['get_day', {}]), hang()],
  truth: {
    runStatus: 'cancelled', rootCause: cause('orchestration', null, 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'model', stepName: 'gpt-4.1' }] }), throws: 'APIUserAbortError', attempts: { 'gpt-4.1': 2, get_day: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_day'), { type: 'model', name: 'gpt-4.1', status: 'cancelled', code: 'orchestration.user_abort', acceptStatus: ['cancelled', 'error'] }],
  },
  async run(ctx) {
    const stop = new AbortController();
    const watch = setInterval(() => { if (ctx.fakeLlm.requests.length === 2) { clearInterval(watch); setTimeout(() => stop.abort(), 20); } }, 5);
    const day = tool({ name: 'get_day', description: 'day', parameters: z.object({}), execute: () => ctx.probe('tool', 'get_day', async () => 'Monday') });
    return runner(ctx).run(new Agent({ name: 'cal', model: 'gpt-4.1', tools: [day] }), 'x', { signal: stop.signal });
  },
};
