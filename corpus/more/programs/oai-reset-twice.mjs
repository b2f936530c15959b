import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-reset-twice', framework: 'openai', description: 'The connection is reset twice and the client gives up; a good call before.',
  llm: [say('ready'), reset(), reset()],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-nano', 'model', 'connection_failed'), throws: 'APIConnectionError', attempts: { 'gpt-4.1-nano': 3 },
    steps: [ok('model', 'gpt-4.1-nano'), bad('model', 'gpt-4.1-nano', 'model.connection_failed'), bad('model', 'gpt-4.1-nano', 'model.connection_failed')],
  },
  async run(ctx) { const c = client(ctx, { maxRetries: 1 }); const one = () => c.chat.completions.create({ model: 'gpt-4.1-nano', ...ask('x') }); return ctx.wrap.run('x', async () => { await one(); return one(); }); },
};
