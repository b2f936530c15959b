import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-host-throws', framework: 'openai', description: 'An early refusal that the next try made good, a good answer, then the host throws an error of its own: the earlier one is not to blame.',
  llm: [err(429, 'rate_limit_exceeded', { headers: { 'retry-after-ms': '5' } }), say('42')],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'node_exception'), throws: 'RangeError', attempts: { 'gpt-4.1': 2 },
    steps: [bad('model', 'gpt-4.1', 'model.rate_limited'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const c = client(ctx, { maxRetries: 1 });
    return ctx.wrap.run('qa', async () => { await c.chat.completions.create({ model: 'gpt-4.1', ...ask('x') }); throw new RangeError('not in range'); });
  },
};
