import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-retry-settings', framework: 'openai-agents', description: 'modelSettings.retry: 500 and 503, then an answer.',
  llm: [err(500), err(503), say('here')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3 },
    steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const modelSettings = { retry: { maxRetries: 3, policy: retryPolicies.httpStatus([500, 503]), backoff: { initialDelayMs: 5, maxDelayMs: 10, jitter: false } } };
    return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', modelSettings }), 'x')).finalOutput;
  },
};
