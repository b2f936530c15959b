import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, ok } from '../lib/kit.mjs';

export default {
  id: 'oai-alarm-then-own-error', framework: 'openai', description: 'The model fails, the host sounds an alarm with a tool that works, and throws an error of its own without a cause.',
  llm: [err(500)],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: 'JobError', attempts: { 'gpt-4.1': 1, alarm: 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), ok('tool', 'alarm')] },
  async run(ctx) {
    class JobError extends Error { constructor() { super('job failed'); this.name = 'JobError'; } }
    const alarm = ctx.wrap.tool('alarm', () => ctx.probe('tool', 'alarm', async () => 1));
    return ctx.wrap.run('job', async () => {
      try { return await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x') }); } catch { await alarm(); throw new JobError(); }
    });
  },
};
