import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-responses-cut-off', framework: 'openai', description: 'Responses API: status incomplete because of max_output_tokens.',
  llm: [say('half a', { finish_reason: 'length' })],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-5-mini', 'model', 'output_truncated'), throws: null, attempts: { 'gpt-5-mini': 1 },
    steps: [bad('model', 'gpt-5-mini', 'model.output_truncated', { wire: 'ok', acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) { return ctx.wrap.run('sum', async () => (await client(ctx).responses.create({ model: 'gpt-5-mini', input: 'x', max_output_tokens: 3 })).output_text); },
};
