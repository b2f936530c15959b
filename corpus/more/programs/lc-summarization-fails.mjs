import { createAgent, summarizationMiddleware } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-summarization-fails', framework: 'langchain', description: 'The model of the summarizationMiddleware is not known; the agent goes on.',
  llm: [only('gpt-4o-mini', err(404, 'model_not_found')), only('gpt-4.1', say('x'))],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4o-mini', 'model', 'not_found'), throws: null, attempts: { 'gpt-4.1': 1, 'gpt-4o-mini': 1 }, steps: [bad('model', 'gpt-4o-mini', 'model.not_found'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [], middleware: [summarizationMiddleware({ model: chat(ctx, 'gpt-4o-mini'), trigger: { messages: 3 }, keep: { messages: 1 } })] }).invoke({ messages: [1, 2, 3, 4, 5].map((n) => ({ role: n % 2 ? 'user' : 'assistant', content: `m${n}` })) }, { callbacks: ctx.callbacks }); },
};
