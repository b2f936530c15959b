import { client } from '../lib/openai.mjs';
import { ask, bad, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-stream-429-then-ok', framework: 'openai', description: 'A stream that is refused once before it begins; the client tries again and it is read to its end.',
  llm: [err(429, 'rate_limit_exceeded', { headers: { 'retry-after-ms': '5' } }), say('all of it')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 },
    steps: [bad('model', 'gpt-4.1', 'model.rate_limited'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const c = client(ctx, { maxRetries: 2 });
    return ctx.wrap.run('qa', async () => {
      let text = '';
      for await (const part of await c.chat.completions.create({ model: 'gpt-4.1', ...ask('x'), stream: true })) text += part.choices[0]?.delta.content ?? '';
      return text;
    });
  },
};
