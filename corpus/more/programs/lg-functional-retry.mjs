import { entrypoint, task } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, ok } from '../lib/kit.mjs';

export default {
  id: 'lg-functional-retry', framework: 'langgraph', description: 'A task of the functional API with retries: its third try works.',
  llm: [], upstream: { '/a': [503, 503, { ok: 1 }] },
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { fetch_a: 3 }, steps: [bad('tool', 'fetch_a', 'tool.upstream_error'), bad('tool', 'fetch_a', 'tool.upstream_error'), ok('tool', 'fetch_a')] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'fetch_a', () => getJson(`${ctx.upstreamUrl}/a`)), { name: 'fetch_a', description: 'a', schema: z.object({}) }); const step = task({ name: 'load', retry: { maxAttempts: 3, initialInterval: 5, jitter: false, retryOn: () => true } }, () => t.invoke({})); return entrypoint({ name: 'flow' }, async () => step()).invoke({}, { callbacks: ctx.callbacks }); },
};
