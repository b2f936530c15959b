import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-parallel-one-times-out', framework: 'openai-agents', description: 'Three tools in one turn: one runs out of its time and the SDK hides it, two work.',
  llm: [call(['get_rain', {}], ['get_wind', {}], ['get_sun', {}]), say('no wind data')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'get_wind', 'tool', 'timeout'), throws: null, attempts: { 'gpt-4.1': 2, get_rain: 1, get_wind: 1, get_sun: 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_rain'), bad('tool', 'get_wind', 'tool.timeout'), ok('tool', 'get_sun'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const t = (name, ms, more = {}) => tool({ name, description: name, parameters: z.object({}), ...more, execute: () => ctx.probe('tool', name, async () => { await sleep(ms); if (ms > 100) throw new Error('late'); return 'ok'; }) });
    return (await runner(ctx).run(new Agent({ name: 'w', model: 'gpt-4.1', tools: [t('get_rain', 10), t('get_wind', 250, { timeoutMs: 60 }), t('get_sun', 5)] }), 'x').finally(() => sleep(250))).finalOutput;
  },
};
