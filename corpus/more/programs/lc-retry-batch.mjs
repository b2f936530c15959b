import { chat } from '../lib/langchain.mjs';
import { bad, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-retry-batch', framework: 'langchain', description: 'A model with retries is batched: one of two items is tried again.',
  llm: [err(500), say('b'), say('a')],
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return ctx.wrap.run('r', () => chat(ctx, 'gpt-4.1').withRetry({ stopAfterAttempt: 3 }).batch(['a', 'b'], { callbacks: ctx.callbacks })); },
};
