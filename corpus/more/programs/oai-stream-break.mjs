import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-stream-break', framework: 'openai', description: 'The host stops reading a stream: it has what it wanted.',
  llm: [say('a long answer that is not read to its end, really not at all')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) { let n = 0; for await (const e of await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x'), stream: true })) if (++n > 2) break; return n; },
};
