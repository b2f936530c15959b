import { chat } from '../lib/langchain.mjs';
import { bad, cause, err } from '../lib/kit.mjs';

export default {
  id: 'lc-abort-while-waiting', framework: 'langchain', description: 'A model is overloaded, its client waits before the next try, and the caller aborts in that pause.',
  llm: [err(503, null, { headers: { 'retry-after': '5' } })],
  truth: {
    runStatus: 'cancelled', rootCause: cause('orchestration', null, 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'model', stepName: 'gpt-4.1-mini' }] }), throws: 'AbortError', attempts: { 'gpt-4.1-mini': 1 },
    steps: [bad('model', 'gpt-4.1-mini', 'model.provider_error', { acceptStatus: ['error', 'cancelled'], acceptCode: ['orchestration.user_abort'] })],
  },
  async run(ctx) {
    const stop = new AbortController();
    const watch = setInterval(() => { if (ctx.fakeLlm.requests.length === 1) { clearInterval(watch); setTimeout(() => stop.abort(), 150); } }, 5);
    return chat(ctx, 'gpt-4.1-mini', { maxRetries: 3 }).invoke('x', { callbacks: ctx.callbacks, signal: stop.signal });
  },
};
