import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, only, say, sleep } from '../lib/kit.mjs';
import { RunnableBranch, RunnableLambda, RunnableParallel } from '@langchain/core/runnables';
export default {
  id: 'lc-parallel-map-one-leg', framework: 'langchain', description: 'Two legs in parallel behind a branch; one leg asks a model that does not exist and the whole fails, the other answers later.',
  llm: [only('gpt-4.1', { ...say('slow'), delayMs: 60 }), only('gpt-9-typo', err(404, 'model_not_found', { type: 'invalid_request_error' }))],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-9-typo', 'model', 'not_found'), throws: 'NotFoundError', attempts: { 'gpt-4.1': 1, 'gpt-9-typo': 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1', { acceptStatus: ['ok', 'cancelled'], optional: false, code: 'orchestration.user_abort', codeOptional: true }), bad('model', 'gpt-9-typo', 'model.not_found')],
  },
  async run(ctx) {
    const both = RunnableParallel.from({ good: chat(ctx, 'gpt-4.1'), bad: chat(ctx, 'gpt-9-typo') });
    return RunnableBranch.from([[(x) => x.length > 0, both], RunnableLambda.from(() => 'empty')]).invoke('hello', { callbacks: ctx.callbacks }).finally(() => sleep(120));
  },
};
