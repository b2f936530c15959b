import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { toolStrategy } from 'langchain';
export default {
  id: 'lc-tool-strategy-healed', framework: 'langchain', description: 'A tool strategy with its default error handling: the first structured answer breaks the schema, the second fits.',
  llm: [call(['invoice_total_healed', { total: 'nine' }]), call(['invoice_total_healed', { total: 9 }])],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1-mini': 2 },
    steps: [ok('model', 'gpt-4.1-mini', { acceptStatus: ['ok', 'error'] }), ok('model', 'gpt-4.1-mini')],
  },
  async run(ctx) {
    return createAgent({ model: chat(ctx, 'gpt-4.1-mini'), tools: [], responseFormat: toolStrategy({ title: 'invoice_total_healed', type: 'object', properties: { total: { type: 'number' } }, required: ['total'] }) }).invoke(ask('total?'), { callbacks: ctx.callbacks });
  },
};
