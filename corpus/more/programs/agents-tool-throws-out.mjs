import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-tool-throws-out', framework: 'openai-agents', description: 'A tool with errorFunction null: its ENOTFOUND-like connect error ends the run; one good tool beside it.',
  llm: [call(['get_a', {}], ['get_b', {}])],
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'get_b', 'tool', 'connection_failed'), throws: 'ToolCallError', attempts: { 'gpt-4.1': 1, get_a: 1, get_b: 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_a', { acceptStatus: ['ok', 'cancelled'] }), bad('tool', 'get_b', 'tool.connection_failed')],
  },
  async run(ctx) {
    const a = tool({ name: 'get_a', description: 'a', parameters: z.object({}), execute: () => ctx.probe('tool', 'get_a', async () => 'ok') });
    const b = tool({ name: 'get_b', description: 'b', parameters: z.object({}), errorFunction: null, execute: () => ctx.probe('tool', 'get_b', async () => { await sleep(30); return getJson(ctx.deadUrl); }) });
    return runner(ctx).run(new Agent({ name: 'x', model: 'gpt-4.1', tools: [a, b] }), 'x');
  },
};
