import { client } from '../lib/openai.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'oai-responses-error-event', framework: 'openai', description: 'A streamed response breaks off with an error event; the host throws on it.',
  llm: [{ kind: 'stream_error', text: 'abcdefghijklmnop', code: 'rate_limit_exceeded', after: 4 }],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'rate_limited'), throws: 'APIError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.rate_limited', { wire: 'ok' })] },
  async run(ctx) { let n = 0; for await (const e of await client(ctx).responses.create({ model: 'gpt-4.1', input: 'x', stream: true })) { n++; if (e.type === 'error') throw Object.assign(new Error('stream said error'), { name: 'APIError' }); } return n; },
};
