import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { createMiddleware } from 'langchain';
class QuotaGuardError extends Error {}
export default {
  id: 'lc-middleware-throws', framework: 'langchain', description: "The host's own middleware throws before the second model call: code between the steps.",
  llm: [call(['read_cart', { u: 'x' }])],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'node_exception'), throws: 'QuotaGuardError', attempts: { 'gpt-4.1': 1, read_cart: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'read_cart')],
  },
  async run(ctx) {
    let turns = 0;
    const guard = createMiddleware({ name: 'TenantGuard', beforeModel: () => { if (++turns > 1) throw new QuotaGuardError('no'); } });
    const cart = tool(() => ctx.probe('tool', 'read_cart', async () => 'empty'), { name: 'read_cart', description: 'cart', schema: z.object({ u: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [cart], middleware: [guard] }).invoke(ask('cart?'), { callbacks: ctx.callbacks });
  },
};
