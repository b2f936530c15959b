import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, ok, only } from '../lib/kit.mjs';

export default {
  id: 'agents-tool-of-the-other', framework: 'openai-agents', description: 'After a hand-off the second agent, which has no tools, calls a tool of the first.',
  llm: [only('gpt-4.1', call(['transfer_to_b', {}])), only('gpt-4o', call(['look', {}]))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4o', 'model', 'unknown_tool', { acceptStep: [{ stepType: 'tool', stepName: 'look' }, { stepType: 'tool', stepName: 'unlisted_tool' }] }), throws: 'ModelBehaviorError', attempts: { 'gpt-4.1': 1, 'gpt-4o': 1, look: 0 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4o', { code: 'model.unknown_tool' }), bad('tool', 'unlisted_tool', 'model.unknown_tool', { unprobed: true, optional: true })] },
  async run(ctx) { const look = tool({ name: 'look', description: 'p', parameters: z.object({}), execute: () => ctx.probe('tool', 'look', async () => 1) }); const b = new Agent({ name: 'b', model: 'gpt-4o' }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [look], handoffs: [b] }), 'x')).finalOutput; },
};
