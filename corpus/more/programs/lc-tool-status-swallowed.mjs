import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import http from 'node:http';
const viaHttp = (url) => new Promise((resolve, reject) => http.get(url, (res) => { res.resume(); res.on('end', () => resolve(res.statusCode)); }).on('error', reject));
export default {
  id: 'lc-tool-status-swallowed', framework: 'langchain', description: 'A tool on node:http hides a 502 behind an error of its own that has no status.',
  llm: [call(['stock_level', { sku: 'a' }]), say('unknown')], upstream: { '/stock': [502] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'stock_level', 'tool', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 2, stock_level: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'stock_level', 'tool.upstream_error'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const stock = tool(() => ctx.probe('tool', 'stock_level', async () => { if (await viaHttp(`${ctx.upstreamUrl}/stock`) !== 200) throw new Error('stock is not there'); return 3; }), { name: 'stock_level', description: 'stock', schema: z.object({ sku: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [stock] }).invoke(ask('a?'), { callbacks: ctx.callbacks });
  },
};
