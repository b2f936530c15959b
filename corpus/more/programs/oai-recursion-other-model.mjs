import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, err, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-recursion-other-model', framework: 'openai', description: 'A recursive fallback over a list of models, the first of them twice.',
  llm: [only('m-a', err(503)), only('m-a', err(429, 'rate_limit_exceeded')), only('m-b', err(500)), only('m-c', say('x'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'm-a': 2, 'm-b': 1, 'm-c': 1 }, steps: [bad('model', 'm-a', 'model.provider_error'), bad('model', 'm-a', 'model.rate_limited'), bad('model', 'm-b', 'model.provider_error'), ok('model', 'm-c')] },
  async run(ctx) { const c = client(ctx); const go = async (models) => { try { return await c.chat.completions.create({ model: models[0], ...ask('x') }); } catch (e) { if (models.length === 1) throw e; await sleep(5); return go(models.slice(1)); } }; return ctx.wrap.run('r', () => go(['m-a', 'm-a', 'm-b', 'm-c'])); },
};
