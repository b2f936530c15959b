import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause } from '../lib/kit.mjs';

export default {
  id: 'oai-chat-error-event', framework: 'openai', description: 'A streamed chat completion carries an error instead of its next part.',
  llm: [{ kind: 'stream_error', text: 'abcdefghijklmnop', code: 'rate_limit_exceeded', after: 4 }],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'rate_limited'), throws: 'APIError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.rate_limited', { wire: 'ok' })] },
  async run(ctx) { let n = 0; for await (const e of await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x'), stream: true })) n++; return n; },
};
