import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'lc-deadline-in-tool', framework: 'langchain', description: 'The time limit of the whole run passes while a tool that heeds the signal waits for its server.',
  llm: [call(['slow', {}])], upstream: { '/hang': ['hang'] },
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'deadline_exceeded'), throws: 'TimeoutError', attempts: { 'gpt-4.1': 1, slow: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'slow', 'orchestration.deadline_exceeded', { acceptCode: ['tool.timeout'] })],
  },
  async run(ctx) {
    const slow = tool((_, config) => ctx.probe('tool', 'slow', () => fetch(`${ctx.upstreamUrl}/hang`, { signal: config.signal })), { name: 'slow', description: 's', schema: z.object({}) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [slow] }).invoke(ask('x'), { callbacks: ctx.callbacks, signal: AbortSignal.timeout(3000) });
  },
};
