import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { toolCallLimitMiddleware } from 'langchain';
const turns = [1, 2, 3];
export default {
  id: 'lc-tool-call-limit', framework: 'langchain', description: 'A healthy tool with new arguments each turn; the tool call limit ends the run with an error.',
  llm: turns.map((n) => call(['open_file', { n }])),
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'call_budget_exceeded'), throws: 'ToolCallLimitExceededError', attempts: { 'gpt-4.1-mini': 3, open_file: 2 },
    steps: [ok('model', 'gpt-4.1-mini'), ok('tool', 'open_file'), ok('model', 'gpt-4.1-mini'), ok('tool', 'open_file'), ok('model', 'gpt-4.1-mini')],
  },
  async run(ctx) {
    const open = tool(({ n }) => ctx.probe('tool', 'open_file', async () => `file ${n}`), { name: 'open_file', description: 'open', schema: z.object({ n: z.number() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1-mini'), tools: [open], middleware: [toolCallLimitMiddleware({ runLimit: 2, exitBehavior: 'error' })] }).invoke(ask('read all'), { callbacks: ctx.callbacks });
  },
};
