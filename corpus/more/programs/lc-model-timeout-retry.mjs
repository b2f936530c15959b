import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-model-timeout-retry', framework: 'langchain', description: 'ChatOpenAI with a timeout of its own: the first request hangs, the hidden retry answers.',
  llm: [hang(3000), say('here')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'o4-mini': 2 },
    steps: [bad('model', 'o4-mini', 'model.timeout'), ok('model', 'o4-mini')],
  },
  async run(ctx) {
    return createAgent({ model: chat(ctx, 'o4-mini', { timeout: 300, maxRetries: 2 }), tools: [] }).invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
