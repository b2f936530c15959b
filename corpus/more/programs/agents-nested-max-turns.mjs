import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { call, cause, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'agents-nested-max-turns', framework: 'openai-agents', description: 'An agent as a tool uses its turns up; the outer agent goes on.',
  llm: [only('gpt-4.1', call(['ask_b', { input: 'x' }])), only('gpt-4o', call(['look', { n: 1 }])), only('gpt-4o', call(['look', { n: 2 }])), only('gpt-4.1', say('no idea'))],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('orchestration', null, 'orchestration', 'max_steps_exceeded', { acceptStep: [{ stepType: 'tool', stepName: 'ask_b' }] }), throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o': 2, look: 2 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'ask_b', { unprobed: true, acceptStatus: ['ok', 'error'] }), ok('model', 'gpt-4o'), ok('tool', 'look'), ok('model', 'gpt-4o'), ok('tool', 'look'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const look = tool({ name: 'look', description: 'l', parameters: z.object({ n: z.number() }), execute: () => ctx.probe('tool', 'look', async () => 1) }); const b = new Agent({ name: 'b', model: 'gpt-4o', tools: [look] }); const r = runner(ctx); const a = new Agent({ name: 'a', model: 'gpt-4.1', tools: [b.asTool({ toolName: 'ask_b', toolDescription: 'b', runConfig: { modelProvider: r.config.modelProvider }, runOptions: { maxTurns: 2 } })] }); return (await r.run(a, 'x')).finalOutput; },
};
