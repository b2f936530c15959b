import { JsonOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { chat } from '../lib/langchain.mjs';
import { ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-fallback-chain-ok', framework: 'langchain', description: 'A chain whose parser fails falls back to another model.',
  llm: [only('gpt-4.1', say('not json')), only('gpt-4o', say('{"a": 1}'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1, 'gpt-4o': 1 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4o')] },
  async run(ctx) { const p = ChatPromptTemplate.fromTemplate('say {x}'); const c = (m) => p.pipe(chat(ctx, m)).pipe(new JsonOutputParser()); return c('gpt-4.1').withFallbacks([c('gpt-4o')]).invoke({ x: 'a' }, { callbacks: ctx.callbacks }); },
};
