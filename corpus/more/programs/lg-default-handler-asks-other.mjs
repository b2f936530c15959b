import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lg-default-handler-asks-other', framework: 'langgraph', description: 'A graph-wide error handler asks another model.',
  llm: [only('m-a', err(503)), only('m-b', say('fine'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1 }, steps: [bad('model', 'm-a', 'model.provider_error'), ok('model', 'm-b')] },
  async run(ctx) { const m = chat(ctx, 'm-a'); const o = chat(ctx, 'm-b'); return new StateGraph(MessagesAnnotation).setNodeDefaults({ errorHandler: async (s) => ({ messages: [await o.invoke(s.messages)] }) }).addNode('w', async (s) => ({ messages: [await m.invoke(s.messages)] })).addEdge('__start__', 'w').addEdge('w', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
