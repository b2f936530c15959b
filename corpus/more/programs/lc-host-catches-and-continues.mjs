import { createAgent } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-host-catches-and-continues', framework: 'langchain', description: 'The host goes on with another agent after a failure; a third one has no quota.',
  llm: [only('gpt-4.1', err(500)), only('gpt-4o', say('plan b')), only('gpt-4o-mini', err(429, 'insufficient_quota'))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4o-mini', 'model', 'quota_exhausted'), throws: 'InsufficientQuotaError', attempts: { 'gpt-4.1': 1, 'gpt-4o': 1, 'gpt-4o-mini': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4o'), bad('model', 'gpt-4o-mini', 'model.quota_exhausted')] },
  async run(ctx) { const a = (m) => createAgent({ model: chat(ctx, m), tools: [] }); return ctx.wrap.run('job', async () => { try { await a('gpt-4.1').invoke(ask('x'), { callbacks: ctx.callbacks }); } catch { await a('gpt-4o').invoke(ask('x'), { callbacks: ctx.callbacks }); } return a('gpt-4o-mini').invoke(ask('x'), { callbacks: ctx.callbacks }); }); },
};
