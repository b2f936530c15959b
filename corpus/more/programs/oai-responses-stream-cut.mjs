import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-responses-stream-cut', framework: 'openai', description: 'Responses API, streamed: a 500 that a hidden retry heals, then the stream breaks.',
  llm: [err(500, null, { headers: { 'retry-after-ms': '5' } }), cut('one two three four five six seven', 6)],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-5', 'model', 'stream_interrupted'), throws: 'TypeError', attempts: { 'gpt-5': 2 },
    steps: [bad('model', 'gpt-5', 'model.provider_error'), bad('model', 'gpt-5', 'model.stream_interrupted')],
  },
  async run(ctx) {
    return ctx.wrap.run('tell', async () => { let t = ''; for await (const e of await client(ctx, { maxRetries: 2 }).responses.create({ model: 'gpt-5', input: 'x', stream: true })) if (e.type === 'response.output_text.delta') t += e.delta; return t; });
  },
};
