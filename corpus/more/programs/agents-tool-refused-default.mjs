import { Agent, tool } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, hang, ok, say } from '../lib/kit.mjs';
import { getJson } from '../lib/upstream.mjs';
import { z } from 'zod';

export default {
  id: 'agents-tool-refused-default', framework: 'openai-agents', description: 'A tool cannot reach its host and throws; the SDK tells the model and nobody else. A second tool keeps a timeout to itself.',
  llm: [call(['ping_host', {}]), call(['read_feed', {}]), say('no data')], upstream: { '/hang': ['hang'] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'ping_host', 'tool', 'connection_failed'), throws: null, attempts: { 'gpt-4.1': 3, ping_host: 1, read_feed: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'ping_host', 'tool.connection_failed'), ok('model', 'gpt-4.1'), ok('tool', 'read_feed', { code: 'tool.timeout' }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const t = (name, execute) => tool({ name, description: name, parameters: z.object({}), execute: () => ctx.probe('tool', name, execute) });
    const tools = [t('ping_host', () => getJson(`${ctx.deadUrl}/x`)), t('read_feed', () => getJson(`${ctx.upstreamUrl}/hang`, { timeoutMs: 60 }).catch(() => 'nothing new'))];
    return (await runner(ctx).run(new Agent({ name: 'ops', model: 'gpt-4.1', tools }), 'x')).finalOutput;
  },
};
