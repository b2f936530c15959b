import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { bad, err, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-race-two-models', framework: 'langchain', description: 'A lambda takes the first of two models; the other fails when the run is over.',
  llm: [only('m-a', say('fast')), only('m-b', err(503, null, { delayMs: 60 }))],
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1 }, steps: [ok('model', 'm-a'), bad('model', 'm-b', 'model.provider_error', { acceptStatus: ['ok', 'cancelled', 'error', 'running'], codeOptional: true })] },
  async run(ctx) { const r = await RunnableLambda.from((x, config) => Promise.race(['m-a', 'm-b'].map((m) => { const p = chat(ctx, m).invoke(x, config); p.catch(() => {}); return p; }))).invoke('x', { callbacks: ctx.callbacks }); await sleep(100); return r; },
};
