import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-per-request-timeout', framework: 'openai', description: 'Per-request options: timeout 200 ms and one retry; hang, then an answer.',
  llm: [hang(2000), say('late but here')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'o3-mini': 2 },
    steps: [bad('model', 'o3-mini', 'model.timeout'), ok('model', 'o3-mini')],
  },
  async run(ctx) { return ctx.wrap.run('x', () => client(ctx).chat.completions.create({ model: 'o3-mini', ...ask('x') }, { timeout: 200, maxRetries: 1 })); },
};
