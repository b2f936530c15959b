import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, ok, only, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-handoff-tool-times-out', framework: 'openai-agents', description: 'After a hand-off a tool runs out of time and ends the run.',
  llm: [only('gpt-4.1', call(['transfer_to_b', {}])), only('gpt-4o', call(['slow', {}]))],
  truth: { runStatus: 'failed', rootCause: cause('tool', 'slow', 'tool', 'timeout'), throws: 'ToolTimeoutError', attempts: { 'gpt-4.1': 1, 'gpt-4o': 1, slow: 1 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4o'), bad('tool', 'slow', 'tool.timeout', { wire: 'unfinished' })] },
  async run(ctx) { const slow = tool({ name: 'slow', description: 's', parameters: z.object({}), timeoutMs: 50, timeoutBehavior: 'raise_exception', execute: () => ctx.probe('tool', 'slow', () => sleep(5000)) }); const b = new Agent({ name: 'b', model: 'gpt-4o', tools: [slow] }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', handoffs: [b] }), 'x')).finalOutput; },
};
