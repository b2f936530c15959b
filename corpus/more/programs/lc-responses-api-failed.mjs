import { createAgent } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, cause } from '../lib/kit.mjs';

export default {
  id: 'lc-responses-api-failed', framework: 'langchain', description: 'ChatOpenAI on responses: the answer says that it failed.',
  llm: [{ kind: 'text', text: 'x', failed: { code: 'server_error' } }],
  truth: { runStatus: 'failed', acceptRunStatus: ['failed', 'success'], degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: 'Error', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error', { wire: 'ok' })] },
  async run(ctx) { return createAgent({ model: chat(ctx, 'gpt-4.1', { useResponsesApi: true }), tools: [] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
