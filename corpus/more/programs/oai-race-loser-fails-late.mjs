import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, err, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-race-loser-fails-late', framework: 'openai', description: 'The first of two models counts; the other fails when the run is over.',
  llm: [only('m-a', say('fast')), only('m-b', err(503, null, { delayMs: 60 }))],
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1 }, steps: [ok('model', 'm-a'), bad('model', 'm-b', 'model.provider_error', { acceptStatus: ['ok', 'cancelled', 'error', 'running'], codeOptional: true })] },
  async run(ctx) { const c = client(ctx); const r = await ctx.wrap.run('r', () => Promise.race(['m-a', 'm-b'].map((model) => { const p = c.chat.completions.create({ model, ...ask('x') }); p.catch(() => {}); return p; }))); await sleep(100); return r; },
};
