import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-content-filter-last', framework: 'langchain', description: 'The provider filters the last answer: finish reason content_filter, nothing throws.',
  llm: [say('I think', { finish_reason: 'content_filter' })],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'content_filtered'), throws: null, attempts: { 'gpt-4.1': 1 },
    steps: [bad('model', 'gpt-4.1', 'model.content_filtered', { wire: 'ok', acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) {
    const out = [];
    for await (const s of await createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [] }).stream(ask('x'), { callbacks: ctx.callbacks, streamMode: 'messages' })) out.push(s);
    return out.length > 0;
  },
};
