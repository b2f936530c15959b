import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { toolStrategy } from 'langchain';
export default {
  id: 'lc-tool-strategy-invalid', framework: 'langchain', description: 'createAgent with a tool strategy that does not handle errors; the answer breaks the schema.',
  llm: [call(['invoice_total_invalid', { total: 'nine' }])],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'invalid_output'), throws: 'StructuredOutputParsingError', attempts: { 'gpt-4.1-mini': 1 },
    steps: [ok('model', 'gpt-4.1-mini', { acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) {
    return createAgent({ model: chat(ctx, 'gpt-4.1-mini'), tools: [], responseFormat: toolStrategy({ title: 'invoice_total_invalid', type: 'object', properties: { total: { type: 'number' } }, required: ['total'] }, { handleError: false }) }).invoke(ask('total?'), { callbacks: ctx.callbacks });
  },
};
