import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

import OpenAI from 'openai';
export default {
  id: 'oai-connection-refused', framework: 'openai', description: 'Nobody listens at the base URL; two hidden retries.',
  llm: [],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'connection_failed'), throws: 'APIConnectionError', attempts: { 'gpt-4.1-mini': 0 },
    steps: [1, 2].map(() => bad('model', 'gpt-4.1-mini', 'model.connection_failed', { unprobed: true })),
  },
  async run(ctx) { return ctx.wrap.run('x', () => ctx.openai(new OpenAI({ apiKey: ctx.apiKey, baseURL: `${ctx.deadUrl}/v1`, maxRetries: 1 })).chat.completions.create({ model: 'gpt-4.1-mini', ...ask('x') })); },
};
