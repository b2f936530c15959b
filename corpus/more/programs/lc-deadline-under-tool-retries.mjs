import { createAgent, tool, toolRetryMiddleware } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-deadline-under-tool-retries', framework: 'langchain', description: 'A tool is retried against a failing service until the deadline of the whole run has passed.',
  llm: [call(['find', { q: 'a' }])], upstream: { '/f': [503] },
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'deadline_exceeded'), throws: 'TimeoutError', attempts: { 'gpt-4.1': 1, find: 2 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'find', 'tool.upstream_error'), bad('tool', 'find', 'tool.upstream_error')],
  },
  async run(ctx) {
    const find = tool(() => ctx.probe('tool', 'find', () => getJson(`${ctx.upstreamUrl}/f`)), { name: 'find', description: 'f', schema: z.object({ q: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [find], middleware: [toolRetryMiddleware({ maxRetries: 3, initialDelayMs: 200, backoffFactor: 5, jitter: false, onFailure: 'error' })] }).invoke(ask('x'), { callbacks: ctx.callbacks, signal: AbortSignal.timeout(700) });
  },
};
