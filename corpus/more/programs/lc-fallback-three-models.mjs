import { createAgent, modelFallbackMiddleware, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, err, ok, only, reset, say } from '../lib/kit.mjs';

export default {
  id: 'lc-fallback-three-models', framework: 'langchain', description: 'modelFallbackMiddleware in two turns: the third model answers, then the second.',
  llm: [only('m-a', err(404, 'model_not_found')), only('m-b', reset()), only('m-c', call(['find', {}])), only('m-a', err(404, 'model_not_found')), only('m-b', say('x'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'm-a': 2, 'm-b': 2, 'm-c': 1, find: 1 }, steps: [bad('model', 'm-a', 'model.not_found'), bad('model', 'm-b', 'model.connection_failed'), ok('model', 'm-c'), ok('tool', 'find'), bad('model', 'm-a', 'model.not_found'), ok('model', 'm-b')] },
  async run(ctx) { const find = tool(() => ctx.probe('tool', 'find', async () => 'x'), { name: 'find', description: 'f', schema: z.object({}) }); return createAgent({ model: chat(ctx, 'm-a'), tools: [find], middleware: [modelFallbackMiddleware(chat(ctx, 'm-b'), chat(ctx, 'm-c'))] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
