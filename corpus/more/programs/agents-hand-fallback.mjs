import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { bad, call, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'agents-hand-fallback', framework: 'openai-agents', description: 'The host goes on with another agent on another model when the first has no answer.',
  llm: [only('gpt-4.1', call(['look', {}])), only('gpt-4.1', err(503)), only('gpt-4o', say('here'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o': 1, look: 1 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'look'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4o')] },
  async run(ctx) { const look = tool({ name: 'look', description: 'l', parameters: z.object({}), execute: () => ctx.probe('tool', 'look', async () => 1) }); const r = runner(ctx); return ctx.wrap.run('r', async () => { try { return (await r.run(new Agent({ name: 'first', model: 'gpt-4.1', tools: [look] }), 'x')).finalOutput; } catch { return (await r.run(new Agent({ name: 'second', model: 'gpt-4o', tools: [look] }), 'x')).finalOutput; } }); },
};
