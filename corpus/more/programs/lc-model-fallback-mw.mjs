import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { modelFallbackMiddleware } from 'langchain';
export default {
  id: 'lc-model-fallback-mw', framework: 'langchain', description: 'modelFallbackMiddleware in the second turn: the main model is rate limited, a smaller one finishes.',
  llm: [only('gpt-4.1', call(['get_rate', { c: 'eur' }])), only('gpt-4.1', err(429, 'rate_limit_exceeded')), only('gpt-4.1-nano', say('1.08'))],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4.1-nano': 1, get_rate: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_rate'), bad('model', 'gpt-4.1', 'model.rate_limited'), ok('model', 'gpt-4.1-nano')],
  },
  async run(ctx) {
    const rate = tool(() => ctx.probe('tool', 'get_rate', async () => 1.08), { name: 'get_rate', description: 'rate', schema: z.object({ c: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [rate], middleware: [modelFallbackMiddleware(chat(ctx, 'gpt-4.1-nano'))] }).invoke(ask('eur?'), { callbacks: ctx.callbacks });
  },
};
