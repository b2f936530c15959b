import { createAgent, tool, toolEmulatorMiddleware } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, err, ok, only } from '../lib/kit.mjs';

export default {
  id: 'lc-emulator-fails', framework: 'langchain', description: 'toolEmulatorMiddleware: the model that plays the tool is overloaded.',
  llm: [only('gpt-4.1', call(['look', { q: 'a' }])), only('m-emu', err(503, 'overloaded'))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'm-emu', 'model', 'provider_error'), throws: 'InternalServerError', attempts: { 'gpt-4.1': 1, 'm-emu': 1 }, steps: [ok('model', 'gpt-4.1'), bad('model', 'm-emu', 'model.provider_error')] },
  async run(ctx) { const t = tool(() => 'x', { name: 'look', description: 'm', schema: z.object({ q: z.string() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t], middleware: [toolEmulatorMiddleware({ tools: ['look'], model: chat(ctx, 'm-emu') })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
