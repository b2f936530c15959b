import { RunnableLambda, RunnableParallel } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { cause, ok, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-parallel-lambda-throws', framework: 'langchain', description: 'A leg of a map throws while the model of the other is still at work.',
  llm: [say('slow', { delayMs: 120 })],
  truth: { runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'node_exception'), throws: 'RangeError', attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1', { acceptStatus: ['ok', 'cancelled', 'running', 'error', 'interrupted'] })] },
  async run(ctx) { return RunnableParallel.from({ a: chat(ctx, 'gpt-4.1'), b: RunnableLambda.from(async () => { await sleep(80); throw new RangeError('b'); }) }).invoke('x', { callbacks: ctx.callbacks }); },
};
