import { ChatPromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-batch-throttled-one-fails', framework: 'langchain', description: 'Six items in two batches, two at a time, with exceptions returned; the third is filtered by the provider, the last ones are good. The report says how many worked.',
  llm: [1, 2].map(() => only('m-sum', say('s', { delayMs: 30 }))).concat([only('m-sum', err(400, 'content_filter', { delayMs: 30 }))], [4, 5, 6].map(() => only('m-sum', say('s', { delayMs: 30 }))), [only('m-report', say('5 of 6'))]),
  truth: {
    runStatus: 'success', degraded: true, unordered: true, rootCause: cause('model', 'm-sum', 'model', 'content_filtered'), throws: null, attempts: { 'm-sum': 6, 'm-report': 1 },
    steps: [...[1, 2].map(() => ok('model', 'm-sum')), bad('model', 'm-sum', 'model.content_filtered', {}), ...[4, 5, 6].map(() => ok('model', 'm-sum')), ok('model', 'm-report')],
  },
  async run(ctx) {
    const sum = ChatPromptTemplate.fromTemplate('sum {x}').pipe(chat(ctx, 'm-sum')).pipe(new StringOutputParser());
    return RunnableLambda.from(async (xs, config) => {
      // The one that fails is asked alone: of two at once nobody knows which reaches the server first.
      const some = (from, to) => sum.batch(xs.slice(from, to).map((x) => ({ x })), { ...config, maxConcurrency: 2 }, { returnExceptions: true });
      const all = [...await some(0, 3), ...await some(3, 6)];
      return chat(ctx, 'm-report').invoke(`${all.filter((one) => !(one instanceof Error)).length}`, config);
    }).withConfig({ runName: 'report' }).invoke([1, 2, 3, 4, 5, 6], { callbacks: ctx.callbacks });
  },
};
