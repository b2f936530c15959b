import { RunnableParallel, RunnableBranch, RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, hang, ok, only, say, err } from '../lib/kit.mjs';

export default {
  id: 'lc-parallel-branch', framework: 'langchain', description: 'A branch picks a parallel of two models; one is out of quota and its error gets out.',
  llm: [only('gpt-4.1', say('summary', { delayMs: 30 })), only('gpt-4.1-mini', err(429, 'insufficient_quota', { type: 'insufficient_quota' }))],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'quota_exhausted'), throws: 'InsufficientQuotaError', attempts: { 'gpt-4.1': 1, 'gpt-4.1-mini': 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1', { acceptStatus: ['ok', 'cancelled'] }), bad('model', 'gpt-4.1-mini', 'model.quota_exhausted')],
  },
  async run(ctx) {
    const both = RunnableParallel.from({ summary: chat(ctx, 'gpt-4.1'), title: chat(ctx, 'gpt-4.1-mini', { maxRetries: 2 }) });
    return RunnableBranch.from([[(x) => x.length > 100, RunnableLambda.from(() => 'long')], both]).invoke('short text', { callbacks: ctx.callbacks }).finally(() => new Promise((r) => setTimeout(r, 80)));
  },
};
