import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

const t = (name, f) => ({ type: 'function', function: { name, description: name, parameters: { type: 'object', properties: {} }, parse: JSON.parse, function: f } });
export default {
  id: 'oai-run-tools-fails', framework: 'openai', description: 'runTools: the second tool asks a server that answers 503; the error ends the helper.',
  llm: [call(['find_client', {}], ['find_invoice', {}])], upstream: { '/invoice': [503] },
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'find_invoice', 'tool', 'upstream_error'), throws: 'HttpError', attempts: { 'gpt-4.1': 1, find_client: 1, find_invoice: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'find_client'), bad('tool', 'find_invoice', 'tool.upstream_error')],
  },
  async run(ctx) {
    const tools = [t('find_client', () => ctx.probe('tool', 'find_client', async () => 1)), t('find_invoice', () => ctx.probe('tool', 'find_invoice', () => getJson(`${ctx.upstreamUrl}/invoice`)))];
    return ctx.wrap.run('invoices', () => client(ctx).chat.completions.runTools({ model: 'gpt-4.1', ...ask('x'), tools }).finalContent());
  },
};
