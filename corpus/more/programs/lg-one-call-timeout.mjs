import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, hang } from '../lib/kit.mjs';

export default {
  id: 'lg-one-call-timeout', framework: 'langgraph', description: 'A node gives one model call 150 ms of its own.',
  llm: [hang(3000)],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'timeout'), throws: 'AbortError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.timeout')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); return new StateGraph(MessagesAnnotation).addNode('write', async (s) => ({ messages: [await m.invoke(s.messages, { timeout: 150 })] })).addEdge('__start__', 'write').addEdge('write', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
