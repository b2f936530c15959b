import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-budget-with-loop', framework: 'openai', description: 'A hand-written loop stops itself by a budget; the model asked the same of the same tool each time.',
  llm: [1, 2, 3, 4].map(() => call(['poll_export', { id: 9 }])),
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'poll_export', 'orchestration', 'tool_loop', { acceptStep: [{ stepType: 'orchestration', stepName: null }, { stepType: 'model', stepName: 'gpt-4.1-mini' }] }), throws: 'StepBudgetError', attempts: { 'gpt-4.1-mini': 4, poll_export: 4 },
    steps: [1, 2, 3, 4].flatMap(() => [ok('model', 'gpt-4.1-mini'), ok('tool', 'poll_export')]),
  },
  async run(ctx) { return ctx.wrap.run('export', () => loop(ctx, client(ctx), { model: 'gpt-4.1-mini', maxSteps: 4, tools: { poll_export: () => ctx.probe('tool', 'poll_export', async () => 'pending') } }, 'x')); },
};
