import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { modelRetryMiddleware } from 'langchain';
export default {
  id: 'lc-model-retry-mw', framework: 'langchain', description: 'modelRetryMiddleware: overloaded twice, then an answer.',
  llm: [err(503, 'overloaded'), err(529, 'overloaded'), say('here')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3 },
    steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [], middleware: [modelRetryMiddleware({ maxRetries: 3, initialDelayMs: 5, jitter: false })] }).invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
