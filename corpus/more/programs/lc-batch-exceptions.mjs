import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-batch-exceptions', framework: 'langchain', description: 'batch with returnExceptions over three questions, one is refused as a bad request; the caller goes on with two answers.',
  llm: [say('one'), err(400, null, { type: 'invalid_request_error' }), say('three')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1-nano', 'model', 'bad_request'), throws: null, attempts: { 'gpt-4.1-nano': 3 },
    steps: [ok('model', 'gpt-4.1-nano'), bad('model', 'gpt-4.1-nano', 'model.bad_request'), ok('model', 'gpt-4.1-nano')],
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1-nano');
    return RunnableLambda.from(async (qs, config) => (await model.batch(qs, config, { returnExceptions: true, maxConcurrency: 1 })).length).withConfig({ runName: 'translate_all' })
      .invoke(['a', 'b', 'c'], { callbacks: ctx.callbacks, maxConcurrency: 1 });
  },
};
