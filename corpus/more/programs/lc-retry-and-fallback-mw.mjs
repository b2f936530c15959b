import { createAgent, modelFallbackMiddleware, modelRetryMiddleware } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-retry-and-fallback-mw', framework: 'langchain', description: 'modelRetryMiddleware inside modelFallbackMiddleware: the fallback answers at its second try.',
  llm: [only('gpt-4.1', err(500)), only('gpt-4.1', err(500)), only('gpt-4o', err(500)), only('gpt-4o', say('x'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o': 2 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4o', 'model.provider_error'), ok('model', 'gpt-4o')] },
  async run(ctx) { return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [], middleware: [modelFallbackMiddleware(chat(ctx, 'gpt-4o')), modelRetryMiddleware({ maxRetries: 1, initialDelayMs: 5, jitter: false, onFailure: 'error' })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
