import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lg-error-handler-asks-other', framework: 'langgraph', description: 'The error handler of a node asks another model, which answers.',
  llm: [only('m-a', err(503)), only('m-b', say('fine'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1 }, steps: [bad('model', 'm-a', 'model.provider_error'), ok('model', 'm-b')] },
  async run(ctx) { const m = chat(ctx, 'm-a'); const o = chat(ctx, 'm-b'); return new StateGraph(MessagesAnnotation).addNode('w', async (s) => ({ messages: [await m.invoke(s.messages)] }), { errorHandler: async (s) => ({ messages: [await o.invoke(s.messages)] }) }).addEdge('__start__', 'w').addEdge('w', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
