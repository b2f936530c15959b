import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-refusal-last', framework: 'langchain', description: 'After a good tool call the model refuses; the finish reason is stop and nothing throws.',
  llm: [call(['find_person', { q: 'x' }]), { kind: 'refusal', refusal: 'I cannot help with that.' }],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'refusal'), throws: null, attempts: { 'gpt-4.1': 2, find_person: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'find_person'), bad('model', 'gpt-4.1', 'model.refusal', { wire: 'ok', acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) {
    const find = tool(() => ctx.probe('tool', 'find_person', async () => 'somebody'), { name: 'find_person', description: 'find', schema: z.object({ q: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [find] }).invoke(ask('who?'), { callbacks: ctx.callbacks });
  },
};
