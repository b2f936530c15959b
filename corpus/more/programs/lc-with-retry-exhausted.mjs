import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-with-retry-exhausted', framework: 'langchain', description: 'model.withRetry gives up after three calls; before it a good call of the same model.',
  llm: [say('warm up'), err(500), err(500), err(502)],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'provider_error'), throws: 'InternalServerError', attempts: { 'gpt-4.1-mini': 4 },
    steps: [ok('model', 'gpt-4.1-mini'), ...[1, 2, 3].map(() => bad('model', 'gpt-4.1-mini', 'model.provider_error'))],
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1-mini');
    const stubborn = model.withRetry({ stopAfterAttempt: 3, onFailedAttempt: () => {} });
    return RunnableLambda.from(async (q, config) => { await model.invoke(q, config); return stubborn.invoke(q, config); }).invoke('x', { callbacks: ctx.callbacks });
  },
};
