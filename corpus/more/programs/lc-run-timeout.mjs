import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-run-timeout', framework: 'langchain', description: 'agent.invoke with timeout: the second model call is slow and the whole run is over its time.',
  llm: [call(['lookup_flight', { no: 'a' }]), hang(15000)],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'deadline_exceeded', { acceptStep: [{ stepType: 'model', stepName: 'gpt-4.1-mini' }] }), throws: 'TimeoutError', attempts: { 'gpt-4.1-mini': 2, lookup_flight: 1 },
    steps: [ok('model', 'gpt-4.1-mini'), ok('tool', 'lookup_flight'), bad('model', 'gpt-4.1-mini', 'orchestration.deadline_exceeded', { acceptStatus: ['error', 'cancelled'], acceptCode: ['model.timeout'] })],
  },
  async run(ctx) {
    const look = tool(() => ctx.probe('tool', 'lookup_flight', async () => 'on time'), { name: 'lookup_flight', description: 'flight', schema: z.object({ no: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1-mini'), tools: [look] }).invoke(ask('a?'), { callbacks: ctx.callbacks, timeout: 4000 });
  },
};
