import { client } from '../lib/openai.mjs';
import { ask, bad, hang, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'oai-hedged-streams', framework: 'openai', description: 'Two streams at once: the first word decides, the other call is aborted while it still waits.',
  llm: [only('m-a', hang(3000)), only('m-b', say('hello there and so on'))],
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1 }, steps: [bad('model', 'm-a', 'orchestration.user_abort', { acceptStatus: ['cancelled', 'error'], codeOptional: true }), ok('model', 'm-b')] },
  async run(ctx) {
    const c = client(ctx).chat.completions, stops = { 'm-a': new AbortController(), 'm-b': new AbortController() };
    return ctx.wrap.run('desk', async () => {
      const go = async (model) => {
        const parts = (await c.create({ model, stream: true, ...ask('x') }, { signal: stops[model].signal }))[Symbol.asyncIterator]();
        await parts.next();
        return { model, parts };
      };
      const won = await Promise.any([go('m-a'), go('m-b')]);
      for (const [model, stop] of Object.entries(stops)) if (model !== won.model) stop.abort();
      while (!(await won.parts.next()).done);
      return won.model;
    });
  },
};
