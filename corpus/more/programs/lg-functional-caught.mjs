import { entrypoint, task } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, only } from '../lib/kit.mjs';

export default {
  id: 'lg-functional-caught', framework: 'langgraph', description: 'A task fails after its tries; the flow catches that, but LangGraph stops what it does instead.',
  llm: [only('m-a', err(500)), only('m-a', err(500))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'm-a', 'model', 'provider_error'), throws: 'AggregateError', attempts: { 'm-a': 2 }, steps: [bad('model', 'm-a', 'model.provider_error'), bad('model', 'm-a', 'model.provider_error'), { type: 'model', name: 'm-b', status: 'cancelled', optional: true, unprobed: true, acceptStatus: ['cancelled', 'error'], codeOptional: true }] },
  async run(ctx) { const q = task({ name: 'ask', retry: { maxAttempts: 2, initialInterval: 5, jitter: false, logWarning: false } }, async (m) => (await chat(ctx, m).invoke('x')).content); return entrypoint({ name: 'flow' }, async () => { try { return await q('m-a'); } catch { return q('m-b'); } }).invoke({}, { callbacks: ctx.callbacks }); },
};
