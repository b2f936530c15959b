import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-stream-cut', framework: 'openai-agents', description: 'A streamed run: after a good tool the stream of the answer breaks.',
  llm: [call(['get_menu', {}]), cut('one two three four five six seven eight nine ten', 6)],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'stream_interrupted'), throws: 'TypeError', attempts: { 'gpt-4.1': 2, get_menu: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_menu'), bad('model', 'gpt-4.1', 'model.stream_interrupted')],
  },
  async run(ctx) {
    const menu = tool({ name: 'get_menu', description: 'menu', parameters: z.object({}), execute: () => ctx.probe('tool', 'get_menu', async () => 'soup') });
    const result = await runner(ctx).run(new Agent({ name: 'waiter', model: 'gpt-4.1', tools: [menu] }), 'x', { stream: true });
    for await (const _ of result.toTextStream()) void _;
    await result.completed;
    return result.finalOutput;
  },
};
