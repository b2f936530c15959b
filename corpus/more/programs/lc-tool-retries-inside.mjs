import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, call, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-tool-retries-inside', framework: 'langchain', description: 'A tool asks its server three times in a loop of its own and succeeds: its step is good, nothing is to blame.',
  llm: [call(['stock_level', { sku: 'a' }]), say('three')], upstream: { '/stock': [503, 503, { level: 3 }] },
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, stock_level: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'stock_level'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const patient = async () => {
      for (let attempt = 1; ; attempt++) {
        try { return (await getJson(`${ctx.upstreamUrl}/stock`)).level; } catch (e) { if (attempt === 3) throw e; }
      }
    };
    const stock = tool(() => ctx.probe('tool', 'stock_level', patient), { name: 'stock_level', description: 'stock', schema: z.object({ sku: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [stock] }).invoke(ask('a?'), { callbacks: ctx.callbacks });
  },
};
