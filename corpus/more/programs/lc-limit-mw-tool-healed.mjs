import { createAgent, modelCallLimitMiddleware, tool, toolErrorMiddleware } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-limit-mw-tool-healed', framework: 'langchain', description: 'A tool fails once and is told so; the model calls it again with success. A limit of model calls watches every turn and is not reached.',
  llm: [call(['find', { q: 'a' }]), call(['find', { q: 'a b' }]), say('found')], upstream: { '/f': [404, []] },
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3, find: 2 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'find', 'tool.not_found'), ok('model', 'gpt-4.1'), ok('tool', 'find'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const find = tool(() => ctx.probe('tool', 'find', async () => JSON.stringify(await getJson(`${ctx.upstreamUrl}/f`))), { name: 'find', description: 'f', schema: z.object({ q: z.string() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [find], middleware: [modelCallLimitMiddleware({ runLimit: 5 }), toolErrorMiddleware({ onError: () => 'not found' })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
