import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-cache-hit', framework: 'langchain', description: 'A model with a cache is asked the same twice: one request.',
  llm: [say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1', { unprobed: true, optional: true })] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1', { cache: true }); return RunnableLambda.from(async () => [await m.invoke('a'), await m.invoke('a')]).invoke('x', { callbacks: ctx.callbacks }); },
};
