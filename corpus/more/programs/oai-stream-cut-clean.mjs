import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause } from '../lib/kit.mjs';

export default {
  id: 'oai-stream-cut-clean', framework: 'openai', description: 'A stream ends in the middle without an error; the host takes what it got.',
  llm: [{ kind: 'truncated', text: 'a long answer that ends without an end', after: 3, clean: true }],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'stream_interrupted'), throws: null, attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.stream_interrupted')] },
  async run(ctx) { let n = 0; for await (const e of await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x'), stream: true })) n++; return n; },
};
