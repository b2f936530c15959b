import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-two-tools-told', framework: 'openai', description: 'Two tools in one turn of a hand-written loop; one is told 401 and swallowed; the other works; the model answers.',
  llm: [call(['get_balance', {}], ['get_limits', {}]), say('balance is 4')], upstream: { '/limits': [401] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'get_limits', 'tool', 'auth_failed'), throws: null, attempts: { 'gpt-4.1': 2, get_balance: 1, get_limits: 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_balance'), bad('tool', 'get_limits', 'tool.auth_failed'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    return ctx.wrap.run('bank', () => loop(ctx, client(ctx), { model: 'gpt-4.1', onToolError: 'tell', tools: { get_balance: () => ctx.probe('tool', 'get_balance', async () => 4), get_limits: () => ctx.probe('tool', 'get_limits', () => getJson(`${ctx.upstreamUrl}/limits`)) } }, 'x'));
  },
};
