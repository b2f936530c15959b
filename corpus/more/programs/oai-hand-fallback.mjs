import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-hand-fallback', framework: 'openai', description: 'A hand-written fallback: the first model is down over both tries, the host asks another model.',
  llm: [only('gpt-4.1', err(503, null, { headers: { 'retry-after-ms': '5' } })), only('gpt-4.1', err(503, null)), only('gpt-4o', say('here'))],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o': 1 },
    steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4o')],
  },
  async run(ctx) {
    const c = client(ctx, { maxRetries: 1 });
    const one = (model) => c.chat.completions.create({ model, ...ask('x') });
    return ctx.wrap.run('qa', () => one('gpt-4.1').catch(() => one('gpt-4o')));
  },
};
