import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, say } from '../lib/kit.mjs';

export default {
  id: 'oai-abort-in-backoff', framework: 'openai', description: 'The caller aborts while the client waits between two tries.',
  llm: [err(503), say('x')].slice(0, 1),
  truth: { runStatus: 'cancelled', rootCause: cause('model', 'gpt-4.1', 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'APIUserAbortError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error', { acceptStatus: ['error', 'cancelled'], codeOptional: true })] },
  async run(ctx) { const ac = new AbortController(); setTimeout(() => ac.abort(), 100); return client(ctx, { maxRetries: 2 }).chat.completions.create({ model: 'gpt-4.1', ...ask('x') }, { signal: ac.signal }); },
};
