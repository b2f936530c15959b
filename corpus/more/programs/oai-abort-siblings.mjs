import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, hang, only } from '../lib/kit.mjs';

export default {
  id: 'oai-abort-siblings', framework: 'openai', description: 'Three calls at once: one fails, the host aborts the others.',
  llm: [only('m-a', { ...err(500), delayMs: 60 }), only('m-b', hang(2000)), only('m-c', hang(2000))],
  truth: { runStatus: 'failed', unordered: true, rootCause: cause('model', 'm-a', 'model', 'provider_error'), throws: 'InternalServerError', attempts: { 'm-a': 1, 'm-b': 1, 'm-c': 1 }, steps: [bad('model', 'm-a', 'model.provider_error'), { type: 'model', name: 'm-b', status: 'cancelled', acceptStatus: ['cancelled', 'error'] }, { type: 'model', name: 'm-c', status: 'cancelled', acceptStatus: ['cancelled', 'error'] }] },
  async run(ctx) { const c = client(ctx).chat.completions; return ctx.wrap.run('r', async () => { const stop = new AbortController(); const all = ['m-a', 'm-b', 'm-c'].map((model) => c.create({ model, ...ask('x') }, { signal: stop.signal })); try { return await Promise.all(all.map((p) => p.then((r) => r))); } catch (e) { stop.abort(); await Promise.allSettled(all); throw e; } }); },
};
