import { client } from '../lib/openai.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'oai-responses-failed-200', framework: 'openai', description: 'A response answers 200 and says that it failed; the host throws for want of an answer.',
  llm: [{ kind: 'text', text: 'x', failed: { code: 'server_error' } }],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: 'NoAnswer', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error', { wire: 'ok' })] },
  async run(ctx) { return ctx.wrap.run('r', async () => { const r = await client(ctx).responses.create({ model: 'gpt-4.1', input: 'x' }); if (r.status !== 'completed') throw Object.assign(new Error('no answer'), { name: 'NoAnswer' }); return r; }); },
};
