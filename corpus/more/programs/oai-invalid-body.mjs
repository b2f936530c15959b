import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-invalid-body', framework: 'openai', description: 'HTTP 200, but the body is broken JSON.',
  llm: [{ kind: 'malformed', where: 'json' }],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'invalid_output'), throws: 'SyntaxError', attempts: { 'gpt-4.1-mini': 1 },
    steps: [bad('model', 'gpt-4.1-mini', 'model.invalid_output')],
  },
  async run(ctx) { return ctx.wrap.run('x', () => client(ctx, { maxRetries: 2 }).chat.completions.create({ model: 'gpt-4.1-mini', ...ask('x') })); },
};
