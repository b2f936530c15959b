import { chat } from '../lib/langchain.mjs';
import { cause, ok, say } from '../lib/kit.mjs';
import { BaseTransformOutputParser } from '@langchain/core/output_parsers';
class PickyParser extends BaseTransformOutputParser {
  lc_namespace = ['corpus'];
  #seen = 0;
  async parse(text) { if (++this.#seen > 3) JSON.parse('{ nope'); return text; }
}
export default {
  id: 'lc-stream-parser-midway', framework: 'langchain', description: 'A streamed chain whose parser throws in the middle of the stream; the caller gets the error.',
  llm: [say('one two three four five six seven eight nine ten')],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_output', { acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'SyntaxError', attempts: { 'gpt-4.1': 1 },
    steps: [ok('model', 'gpt-4.1', { acceptStatus: ['ok', 'cancelled'], code: 'model.invalid_output', codeOptional: true })],
  },
  async run(ctx) {
    const chain = chat(ctx, 'gpt-4.1').pipe(new PickyParser());
    for await (const part of await chain.stream('x', { callbacks: ctx.callbacks })) void part;
  },
};
