import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-fetch-retries', framework: 'openai', description: 'The fetch of the host retries by itself below the client.',
  llm: [err(503), err(502), say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const again = async (u, i) => { for (let n = 0; ; n++) { const r = await fetch(u, i); if (r.ok || n > 2) return r; await r.body?.cancel(); } }; return client(ctx, { fetch: again }).chat.completions.create({ model: 'gpt-4.1', ...ask('x') }); },
};
