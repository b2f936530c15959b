import { createAgent, tool, toolRetryMiddleware } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-retry-two-tools', framework: 'langchain', description: 'toolRetryMiddleware over two tools at once: one recovers, one gives up.',
  llm: [call(['a', {}], ['b', {}]), say('sorry')], upstream: { '/a': [503, { ok: 1 }], '/b': [429] },
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('tool', 'b', 'tool', 'rate_limited'), throws: null, attempts: { 'gpt-4.1': 2, a: 2, b: 3 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'a', 'tool.upstream_error'), ok('tool', 'a'), bad('tool', 'b', 'tool.rate_limited'), bad('tool', 'b', 'tool.rate_limited'), bad('tool', 'b', 'tool.rate_limited'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const t = (n) => tool(() => ctx.probe('tool', n, () => getJson(`${ctx.upstreamUrl}/${n}`)), { name: n, description: n, schema: z.object({}) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t('a'), t('b')], middleware: [toolRetryMiddleware({ maxRetries: 2, initialDelayMs: 5, jitter: false })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
