import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'agents-custom-error-function', framework: 'openai-agents', description: 'A tool with an error function of its own is told 503.',
  llm: [call(['pay', {}]), say('sorry')], upstream: { '/p': [503] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'pay', 'tool', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 2, pay: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'pay', 'tool.upstream_error'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const pay = tool({ name: 'pay', description: 'p', parameters: z.object({}), errorFunction: () => 'it did not work', execute: () => ctx.probe('tool', 'pay', () => getJson(`${ctx.upstreamUrl}/p`)) }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [pay] }), 'x')).finalOutput; },
};
