import { client } from '../lib/openai.mjs';
import { bad, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-responses-failed-stream', framework: 'openai', description: 'A streamed response says that it failed of a rate limit; the host asks again.',
  llm: [{ kind: 'text', text: 'x', failed: { code: 'rate_limit_exceeded' } }, say('good')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 }, steps: [bad('model', 'gpt-4.1', 'model.rate_limited', { wire: 'ok' }), ok('model', 'gpt-4.1')] },
  async run(ctx) { return ctx.wrap.run('r', async () => { const c = client(ctx); for (let i = 0; i < 3; i++) { let st; for await (const e of await c.responses.create({ model: 'gpt-4.1', input: 'x', stream: true })) if (/^response\.(failed|completed)$/.test(e.type)) st = e.type; if (st === 'response.completed') return st; } }); },
};
