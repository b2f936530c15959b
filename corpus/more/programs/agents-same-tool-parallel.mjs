import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, ok, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-same-tool-parallel', framework: 'openai-agents', description: 'One tool called three times at once; the first call fails first and is told, with an error function of its own.',
  llm: [call(['quote', { n: 1 }], ['quote', { n: 2 }], ['quote', { n: 3 }]), say('two of three')],
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('tool', 'quote', 'tool', 'exception'), throws: null, attempts: { 'gpt-4.1': 2, quote: 3 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'quote', 'tool.exception'), ok('tool', 'quote'), ok('tool', 'quote'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const quote = tool({ name: 'quote', description: 'q', parameters: z.object({ n: z.number() }), errorFunction: () => 'no quote for that one', execute: ({ n }) => ctx.probe('tool', 'quote', async () => { await sleep(20 * n); if (n === 1) throw new RangeError('out of range'); return n; }) }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [quote] }), 'x')).finalOutput; },
};
