import { AIMessage } from 'langchain';
import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, cause, err } from '../lib/kit.mjs';

export default {
  id: 'lg-node-error-handler', framework: 'langgraph', description: 'A node has an error handler, which writes a message instead; its model was refused.',
  llm: [err(401, 'invalid_api_key')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'auth_failed'), throws: null, attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.auth_failed')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); return new StateGraph(MessagesAnnotation).addNode('w', async (s) => ({ messages: [await m.invoke(s.messages)] }), { errorHandler: () => ({ messages: [new AIMessage('later')] }) }).addEdge('__start__', 'w').addEdge('w', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
