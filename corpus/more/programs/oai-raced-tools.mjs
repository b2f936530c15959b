import { client, loop } from '../lib/openai.mjs';
import { bad, call, ok, say, sleep } from '../lib/kit.mjs';
import { getJson } from '../lib/upstream.mjs';

export default {
  id: 'oai-raced-tools', framework: 'openai', description: 'A tool lets two others race for the same answer and stops the one that is slower.',
  llm: [call(['price', {}]), say('x')], upstream: { '/fast': [{ eur: 1 }], '/slow': ['hang'] },
  truth: {
    runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, price: 1, mirror_a: 1, mirror_b: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'price'), bad('tool', 'mirror_a', 'orchestration.user_abort', { acceptStatus: ['cancelled', 'error'], codeOptional: true }), ok('tool', 'mirror_b'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const stop = new AbortController();
    const mirrorA = ctx.wrap.tool('mirror_a', () => ctx.probe('tool', 'mirror_a', () => fetch(`${ctx.upstreamUrl}/slow`, { signal: stop.signal })));
    const mirrorB = ctx.wrap.tool('mirror_b', () => ctx.probe('tool', 'mirror_b', () => getJson(`${ctx.upstreamUrl}/fast`)));
    const price = () => ctx.probe('tool', 'price', async () => {
      const slow = mirrorA();
      slow.catch(() => {});
      const won = await Promise.any([slow, mirrorB()]);
      stop.abort();
      await sleep(5);
      return won;
    });
    return ctx.wrap.run('desk', () => loop(ctx, client(ctx), { model: 'gpt-4.1', tools: { price } }, 'x'));
  },
};
