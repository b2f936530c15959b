import { RunnableMap } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { bad, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-retry-in-fallback-in-parallel', framework: 'langchain', description: 'Legs in parallel; in one a retried model gives way to a backup.',
  llm: [only('m-main', err(503)), only('m-main', err(503)), only('m-backup', say('b')), only('m-other', say('o'))],
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'm-main': 2, 'm-backup': 1, 'm-other': 1 }, steps: [bad('model', 'm-main', 'model.provider_error'), bad('model', 'm-main', 'model.provider_error'), ok('model', 'm-backup'), ok('model', 'm-other')] },
  async run(ctx) { return RunnableMap.from({ a: chat(ctx, 'm-main').withRetry({ stopAfterAttempt: 2 }).withFallbacks([chat(ctx, 'm-backup')]), b: chat(ctx, 'm-other').withRetry({ stopAfterAttempt: 2 }) }).invoke('x', { callbacks: ctx.callbacks }); },
};
