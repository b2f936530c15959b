import { createAgent, tool } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, call, cause, hang, ok, sleep } from '../lib/kit.mjs';
import { z } from 'zod';

export default {
  id: 'lg-abort-parallel-tools', framework: 'langgraph', description: 'Three tools in one turn; one is done when the caller lets go of all.',
  llm: [call(['quick', {}], ['slow_a', {}], ['slow_b', {}])], upstream: { '/hang': ['hang'] },
  truth: {
    runStatus: 'cancelled', rootCause: cause('tool', 'slow_a', 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'tool', stepName: 'slow_b' }] }), throws: 'AbortError', attempts: { 'gpt-4.1': 1, quick: 1, slow_a: 1, slow_b: 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'quick'), { type: 'tool', name: 'slow_a', status: 'cancelled', code: 'orchestration.user_abort' }, { type: 'tool', name: 'slow_b', status: 'cancelled', code: 'orchestration.user_abort' }],
  },
  async run(ctx) {
    const stop = new AbortController();
    const quick = tool(() => ctx.probe('tool', 'quick', async () => { setTimeout(() => stop.abort(), 60); return 'ok'; }), { name: 'quick', description: 'q', schema: z.object({}) });
    const slow = (name) => tool((_, config) => ctx.probe('tool', name, () => fetch(`${ctx.upstreamUrl}/hang`, { signal: config.signal })), { name, description: name, schema: z.object({}) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [quick, slow('slow_a'), slow('slow_b')] }).invoke(ask('x'), { callbacks: ctx.callbacks, signal: stop.signal }).finally(() => sleep(20));
  },
};
