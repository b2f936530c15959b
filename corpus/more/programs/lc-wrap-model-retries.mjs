import { createAgent, createMiddleware, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-wrap-model-retries', framework: 'langchain', description: 'A middleware of the host tries the model again by hand.',
  llm: [err(503), err(429, 'rate_limit_exceeded'), call(['find', {}]), err(500), say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 5, find: 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.rate_limited'), ok('model', 'gpt-4.1'), ok('tool', 'find'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const find = tool(() => ctx.probe('tool', 'find', async () => 'x'), { name: 'find', description: 'f', schema: z.object({}) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [find], middleware: [createMiddleware({ name: 'again', wrapModelCall: async (r, h) => { for (let n = 0; ; n++) try { return await h(r); } catch (e) { if (n > 2) throw e; } } })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
