import { interrupt, MemorySaver } from '@langchain/langgraph';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, call, ok } from '../lib/kit.mjs';

export default {
  id: 'lg-interrupt-in-tool', framework: 'langgraph', description: 'A tool of an agent asks a human in the middle of its work: the run waits. Not a failure.',
  llm: [call(['refund', { order: 'a' }])],
  truth: {
    runStatus: 'interrupted', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1 },
    steps: [ok('model', 'gpt-4.1'), { type: 'tool', name: 'refund', status: 'interrupted', acceptStatus: ['interrupted', 'ok', 'cancelled'], unprobed: true }],
  },
  async run(ctx) {
    const refund = tool(() => interrupt({ ask: 'ok?' }), { name: 'refund', description: 'refund', schema: z.object({ order: z.string() }) });
    const state = await createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [refund], checkpointer: new MemorySaver() }).invoke(ask('x'), { callbacks: ctx.callbacks, configurable: { thread_id: '1' } });
    return state.__interrupt__.length;
  },
};
