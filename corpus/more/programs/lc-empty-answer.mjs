import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-empty-answer', framework: 'langchain', description: 'The last answer is empty.',
  llm: [call(['get_score', { t: 'x' }]), say('')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'empty_response'), throws: null, attempts: { 'gpt-4.1': 2, get_score: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'get_score'), bad('model', 'gpt-4.1', 'model.empty_response', { wire: 'ok', acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) {
    const score = tool(() => ctx.probe('tool', 'get_score', async () => '2:1'), { name: 'get_score', description: 'score', schema: z.object({ t: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [score] }).invoke(ask('score?'), { callbacks: ctx.callbacks });
  },
};
