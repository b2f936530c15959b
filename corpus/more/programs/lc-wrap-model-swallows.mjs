import { AIMessage, createAgent, createMiddleware } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, cause, err } from '../lib/kit.mjs';

export default {
  id: 'lc-wrap-model-swallows', framework: 'langchain', description: 'A middleware of the host answers for the model that failed.',
  llm: [err(503)],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: null, attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error')] },
  async run(ctx) { return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [], middleware: [createMiddleware({ name: 'calm', wrapModelCall: async (r, h) => { try { return await h(r); } catch { return new AIMessage('we are busy'); } } })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
