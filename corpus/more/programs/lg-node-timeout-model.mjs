import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, cause, hang } from '../lib/kit.mjs';

export default {
  id: 'lg-node-timeout-model', framework: 'langgraph', description: 'A node has 200 ms: its model takes longer and heeds the signal.',
  llm: [hang(3000)],
  truth: { runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'deadline_exceeded', { acceptStep: [{ stepType: 'model', stepName: 'gpt-4.1' }] }), throws: 'NodeTimeoutError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'orchestration.deadline_exceeded', { acceptStatus: ['error', 'cancelled', 'running'], acceptCode: ['model.timeout'], codeOptional: true })] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); return new StateGraph(MessagesAnnotation).addNode('w', async (s, c) => ({ messages: [await m.invoke(s.messages, c)] }), { timeout: 200 }).addEdge('__start__', 'w').addEdge('w', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
