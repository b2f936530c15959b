import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-edge-throws', framework: 'langgraph', description: 'A good model call, then the function of a conditional edge throws a TypeError.',
  llm: [say('outline')],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', 'write', 'orchestration', 'node_exception', { acceptStep: [{ stepType: 'orchestration', stepName: null }, { stepType: 'orchestration', stepName: 'route' }] }), throws: 'TypeError', attempts: { 'gpt-4.1': 1 },
    steps: [ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1');
    return new StateGraph(MessagesAnnotation).addNode('write', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('send', () => ({}))
      .addEdge('__start__', 'write').addConditionalEdges('write', (s) => s.plan.next, ['send', '__end__']).addEdge('send', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
