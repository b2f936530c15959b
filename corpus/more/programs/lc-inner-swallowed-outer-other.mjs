import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, err, ok, only } from '../lib/kit.mjs';

export default {
  id: 'lc-inner-swallowed-outer-other', framework: 'langchain', description: 'An inner agent fails and is made do without; later the outer model fails of something else.',
  llm: [only('gpt-4.1', call(['ask_expert', { q: 'a' }])), only('gpt-4o', err(404, 'model_not_found')), only('gpt-4.1', call(['pay', {}])), only('gpt-4.1', err(400, 'context_length_exceeded'))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'context_length_exceeded'), throws: 'BadRequestError', attempts: { 'gpt-4.1': 3, 'gpt-4o': 1, pay: 1 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'ask_expert', { unprobed: true, acceptStatus: ['ok', 'error'] }), bad('model', 'gpt-4o', 'model.not_found'), ok('model', 'gpt-4.1'), ok('tool', 'pay'), bad('model', 'gpt-4.1', 'model.context_length_exceeded')] },
  async run(ctx) { const inner = createAgent({ model: chat(ctx, 'gpt-4o'), tools: [], name: 'expert' }); const t = tool(async ({ q }) => { try { return await inner.invoke(ask(q)); } catch { return 'nothing'; } }, { name: 'ask_expert', description: 'e', schema: z.object({ q: z.string() }) }); const pay = tool(() => ctx.probe('tool', 'pay', async () => 'p'), { name: 'pay', description: 'p', schema: z.object({}) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t, pay] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
