import { createAgent, tool } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, call, cause, ok, say } from '../lib/kit.mjs';
import { getJson } from '../lib/upstream.mjs';
import { z } from 'zod';
import http from 'node:http';
const viaHttp = (url) => new Promise((resolve) => http.get(url, (res) => { res.resume(); res.on('end', () => resolve('up')); }).on('error', () => resolve('no stock data')));
export default {
  id: 'lc-tool-refused-quietly', framework: 'langchain', description: 'A tool on node:http cannot connect, tells nobody and returns a text; another loses one of two mirrors and a third finds nothing by a 404: those two work.',
  llm: [call(['stock_level', {}], ['mirrored', {}], ['find_user', {}]), say('unknown')], upstream: { '/slow': [{ a: 1 }], '/user': [404] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'stock_level', 'tool', 'connection_failed'), throws: null, attempts: { 'gpt-4.1': 2, stock_level: 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'stock_level', { code: 'tool.connection_failed' }), ok('tool', 'mirrored'), ok('tool', 'find_user'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const t = (name, run) => tool(() => ctx.probe('tool', name, run), { name, description: name, schema: z.object({}) });
    const tools = [
      t('stock_level', () => viaHttp(`${ctx.deadUrl}/stock`)),
      t('mirrored', async () => JSON.stringify(await Promise.any([getJson(`${ctx.deadUrl}/fast`), getJson(`${ctx.upstreamUrl}/slow`)]))),
      t('find_user', async () => ((await fetch(`${ctx.upstreamUrl}/user`)).ok ? 'there' : 'no such user')),
    ];
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools }).invoke(ask('a?'), { callbacks: ctx.callbacks });
  },
};
