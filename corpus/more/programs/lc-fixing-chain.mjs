import { JsonOutputParser } from '@langchain/core/output_parsers';
import { chat } from '../lib/langchain.mjs';
import { ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-fixing-chain', framework: 'langchain', description: 'An answer that cannot be parsed is mended by another chain as a fallback.',
  llm: [only('gpt-4.1', say('not json')), only('m-fix', say('{"a":1}'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1, 'm-fix': 1 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'm-fix')] },
  async run(ctx) { return chat(ctx, 'gpt-4.1').pipe(new JsonOutputParser()).withFallbacks([chat(ctx, 'm-fix').pipe(new JsonOutputParser())]).invoke('x', { callbacks: ctx.callbacks }); },
};
