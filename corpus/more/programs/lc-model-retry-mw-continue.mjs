import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { modelRetryMiddleware } from 'langchain';
export default {
  id: 'lc-model-retry-mw-continue', framework: 'langchain', description: 'modelRetryMiddleware gives up and, with onFailure continue, makes an answer up: the run looks good.',
  llm: [err(500), err(500)],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: null, attempts: { 'gpt-4.1': 2 },
    steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error')],
  },
  async run(ctx) {
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [], middleware: [modelRetryMiddleware({ maxRetries: 1, initialDelayMs: 5, jitter: false, onFailure: 'continue' })] }).invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
