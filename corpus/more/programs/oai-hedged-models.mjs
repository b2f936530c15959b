import { client } from '../lib/openai.mjs';
import { ask, bad, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-hedged-models', framework: 'openai', description: 'Two models are asked at once; the first answer counts and the host aborts the other call.',
  llm: [only('m-a', hang(3000)), only('m-b', say('x', { delayMs: 20 }))],
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1 }, steps: [bad('model', 'm-a', 'orchestration.user_abort', { acceptStatus: ['cancelled', 'error'], codeOptional: true }), ok('model', 'm-b')] },
  async run(ctx) {
    const c = client(ctx).chat.completions, stops = { 'm-a': new AbortController(), 'm-b': new AbortController() };
    return ctx.wrap.run('desk', async () => {
      const go = (model) => c.create({ model, ...ask('x') }, { signal: stops[model].signal }).then((r) => ({ model, r }));
      const won = await Promise.any([go('m-a'), go('m-b')]);
      for (const [model, stop] of Object.entries(stops)) if (model !== won.model) stop.abort();
      await sleep(20);
      return won;
    });
  },
};
