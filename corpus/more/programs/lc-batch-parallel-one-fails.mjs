import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, say } from '../lib/kit.mjs';
import { RunnableLambda } from '@langchain/core/runnables';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';
export default {
  id: 'lc-batch-parallel-one-fails', framework: 'langchain', description: 'A chain is batched over four items, two at a time, and returns exceptions: one item is answered by a 500.',
  llm: [say('a'), err(500, null), say('c'), say('d')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: null, attempts: { 'gpt-4.1': 4 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const chain = ChatPromptTemplate.fromMessages([['system', 'sum up'], ['human', '{text}']]).pipe(chat(ctx, 'gpt-4.1')).pipe(new StringOutputParser());
    const texts = ['one', 'two', 'three', 'four'].map((text) => ({ text }));
    const answers = await RunnableLambda.from((all, config) => chain.batch(all, { ...config, maxConcurrency: 2 }, { returnExceptions: true })).invoke(texts, { callbacks: ctx.callbacks });
    return answers.length;
  },
};
