import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'agents-stop-on-first-tool', framework: 'openai-agents', description: 'The result of a tool is the final output, and it is an error.',
  llm: [call(['pay', {}])], upstream: { '/p': [503] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'pay', 'tool', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 1, pay: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'pay', 'tool.upstream_error')] },
  async run(ctx) { const pay = tool({ name: 'pay', description: 'p', parameters: z.object({}), execute: () => ctx.probe('tool', 'pay', () => getJson(`${ctx.upstreamUrl}/p`)) }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [pay], toolUseBehavior: 'stop_on_first_tool' }), 'x')).finalOutput; },
};
