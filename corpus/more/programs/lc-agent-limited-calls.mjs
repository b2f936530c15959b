import { createAgent, createMiddleware, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, hang, ok } from '../lib/kit.mjs';

export default {
  id: 'lc-agent-limited-calls', framework: 'langchain', description: 'A middleware gives each model call of an agent 300 ms; the second one takes longer.',
  llm: [call(['look', {}]), hang(3000)],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'timeout'), throws: 'AbortError', attempts: { 'gpt-4.1': 2, look: 1 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'look'), bad('model', 'gpt-4.1', 'model.timeout')] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'look', async () => 'x'), { name: 'look', description: 'm', schema: z.object({}) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t], middleware: [createMiddleware({ name: 'limit', wrapModelCall: (r, h) => h({ ...r, modelSettings: { ...r.modelSettings, timeout: 600 } }) })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
