import { createAgent, modelFallbackMiddleware, modelRetryMiddleware } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, cause, err, only } from '../lib/kit.mjs';

export default {
  id: 'lc-retry-and-fallback-both-fail', framework: 'langchain', description: 'modelRetryMiddleware inside modelFallbackMiddleware: the fallback has a wrong key.',
  llm: [only('gpt-4.1', err(500)), only('gpt-4.1', err(500)), only('gpt-4o', err(401, 'invalid_api_key'))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4o', 'model', 'auth_failed'), throws: 'AuthenticationError', attempts: { 'gpt-4.1': 2, 'gpt-4o': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4o', 'model.auth_failed')] },
  async run(ctx) { return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [], middleware: [modelFallbackMiddleware(chat(ctx, 'gpt-4o')), modelRetryMiddleware({ maxRetries: 1, initialDelayMs: 5, jitter: false, onFailure: 'error', retryOn: (e) => e.status >= 500 })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
