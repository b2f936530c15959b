import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

const t = (name, f) => ({ type: 'function', function: { name, description: name, parameters: { type: 'object', properties: {} }, parse: JSON.parse, function: f } });
export default {
  id: 'oai-run-tools', framework: 'openai', description: 'runTools: the helper calls two tools in two turns, both work.',
  llm: [call(['get_user', {}]), call(['get_orders', {}]), say('two orders')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3, get_user: 1, get_orders: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_user'), ok('model', 'gpt-4.1'), ok('tool', 'get_orders'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const probe = (name) => t(name, () => ctx.probe('tool', name, async () => ({ n: 2 })));
    return ctx.wrap.run('orders', () => client(ctx).chat.completions.runTools({ model: 'gpt-4.1', ...ask('x'), tools: [probe('get_user'), probe('get_orders')] }).finalContent());
  },
};
