import { RunnableLambda } from '@langchain/core/runnables';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-agents-fallback', framework: 'langchain', description: 'An agent with fallbacks: the first agent\'s model is gone in its second turn, another agent does the work anew.',
  llm: [only('m-a', call(['note', {}])), only('m-a', err(500)), only('m-b', call(['note', {}])), only('m-b', say('x'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'm-a': 2, 'm-b': 2, note: 2 }, steps: [ok('model', 'm-a'), ok('tool', 'note'), bad('model', 'm-a', 'model.provider_error'), ok('model', 'm-b'), ok('tool', 'note'), ok('model', 'm-b')] },
  async run(ctx) {
    const note = tool(() => ctx.probe('tool', 'note', async () => 'n'), { name: 'note', description: 'n', schema: z.object({}) });
    const agent = (n) => { const a = createAgent({ model: chat(ctx, `m-${n}`), tools: [note], name: `agent_${n}` }); return RunnableLambda.from((q, config) => a.invoke(q, config)); };
    return agent('a').withFallbacks([agent('b')]).invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
