import { createAgent, tool, toolRetryMiddleware } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'lc-abort-in-tool-backoff', framework: 'langchain', description: 'The user lets go while the toolRetryMiddleware waits before its next try: nothing runs at that moment.',
  llm: [call(['find', { q: 'a' }])], upstream: { '/f': [503] },
  truth: { runStatus: 'cancelled', rootCause: cause('orchestration', null, 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'tool', stepName: 'find' }] }), throws: 'AbortError', attempts: { 'gpt-4.1': 1, find: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'find', 'tool.upstream_error')] },
  async run(ctx) {
    const stop = new AbortController();
    const find = tool(() => ctx.probe('tool', 'find', () => { setTimeout(() => stop.abort(), 250); return getJson(`${ctx.upstreamUrl}/f`); }), { name: 'find', description: 'f', schema: z.object({ q: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [find], middleware: [toolRetryMiddleware({ maxRetries: 3, initialDelayMs: 1500, jitter: false, onFailure: 'error' })] }).invoke(ask('x'), { callbacks: ctx.callbacks, signal: stop.signal });
  },
};
