import { ChatPromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, cut } from '../lib/kit.mjs';

export default {
  id: 'lc-stream-cut', framework: 'langchain', description: 'chain.stream: the connection breaks after some tokens; retries are on, but not for a stream that has begun.',
  llm: [cut('one two three four five six seven eight nine ten eleven', 4)],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'stream_interrupted'), throws: 'TypeError', attempts: { 'gpt-4.1': 1 },
    steps: [bad('model', 'gpt-4.1', 'model.stream_interrupted')],
  },
  async run(ctx) {
    let text = '';
    for await (const part of await ChatPromptTemplate.fromTemplate('{q}').pipe(chat(ctx, 'gpt-4.1', { maxRetries: 2 })).pipe(new StringOutputParser()).stream({ q: 'count' }, { callbacks: ctx.callbacks })) text += part;
    return text;
  },
};
