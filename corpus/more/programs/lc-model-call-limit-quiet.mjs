import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { modelCallLimitMiddleware } from 'langchain';
const turns = [1, 2];
export default {
  id: 'lc-model-call-limit-quiet', framework: 'langchain', description: 'A model call limit with exitBehavior end: the agent stops without an error and without an answer.',
  llm: turns.map((n) => call(['list_page', { n }])),
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('orchestration', null, 'orchestration', 'call_budget_exceeded', { acceptStep: [{ stepType: 'tool', stepName: 'list_page' }] }), throws: null, attempts: { 'gpt-4.1-mini': 2, list_page: 2 },
    steps: turns.flatMap(() => [ok('model', 'gpt-4.1-mini'), ok('tool', 'list_page')]),
  },
  async run(ctx) {
    const list = tool(({ n }) => ctx.probe('tool', 'list_page', async () => `page ${n}`), { name: 'list_page', description: 'list', schema: z.object({ n: z.number() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1-mini'), tools: [list], middleware: [modelCallLimitMiddleware({ runLimit: 2, exitBehavior: 'end' })] }).invoke(ask('read all'), { callbacks: ctx.callbacks });
  },
};
