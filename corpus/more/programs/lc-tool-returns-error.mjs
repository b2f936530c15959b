import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { ToolMessage } from '@langchain/core/messages';
export default {
  id: 'lc-tool-returns-error', framework: 'langchain', description: 'The tool throws nothing: it returns a ToolMessage with status error.',
  llm: [call(['convert_unit', { v: 1 }]), say('I could not convert it.')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'convert_unit', 'tool', 'returned_error'), throws: null, attempts: { 'gpt-4.1': 2, convert_unit: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'convert_unit', 'tool.returned_error', { wire: 'ok' }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const convert = tool((_a, config) => ctx.probe('tool', 'convert_unit', async () => new ToolMessage({ content: 'no', status: 'error', tool_call_id: config.toolCall?.id ?? 'x' })), { name: 'convert_unit', description: 'convert', schema: z.object({ v: z.number() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [convert] }).invoke(ask('1 mile?'), { callbacks: ctx.callbacks });
  },
};
