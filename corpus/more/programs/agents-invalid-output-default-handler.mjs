import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'agents-invalid-output-default-handler', framework: 'openai-agents', description: 'After a good tool the final output does not fit, streamed; the default handler of the host answers.',
  llm: [call(['look', {}]), say('{"city": 5}')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_output'), throws: null, attempts: { 'gpt-4.1': 2, look: 1 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'look'), ok('model', 'gpt-4.1', { code: 'model.invalid_output' })] },
  async run(ctx) { const look = tool({ name: 'look', description: 'l', parameters: z.object({}), execute: () => ctx.probe('tool', 'look', async () => 1) }); const s = await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [look], outputType: z.object({ city: z.string() }) }), 'x', { stream: true, errorHandlers: { default: () => ({ finalOutput: { city: 'unknown' } }) } }); for await (const _ of s); await s.completed; return s.finalOutput; },
};
