import { JsonOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { chat } from '../lib/langchain.mjs';
import { ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-parser-retry', framework: 'langchain', description: 'A chain with retries: the first answer is no JSON, the second is.',
  llm: [say('not json'), say('{"a": 1}')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return ChatPromptTemplate.fromTemplate('say {x}').pipe(chat(ctx, 'gpt-4.1')).pipe(new JsonOutputParser()).withRetry({ stopAfterAttempt: 2 }).invoke({ x: 'a' }, { callbacks: ctx.callbacks }); },
};
