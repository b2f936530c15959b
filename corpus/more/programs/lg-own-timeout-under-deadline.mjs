import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, hang, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-own-timeout-under-deadline', framework: 'langgraph', description: 'The run has 5 s, one model call in it 150 ms.',
  llm: [say('plan'), hang(3000)],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'timeout'), throws: 'AbortError', attempts: { 'gpt-4.1': 2 }, steps: [ok('model', 'gpt-4.1'), bad('model', 'gpt-4.1', 'model.timeout')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); return new StateGraph(MessagesAnnotation).addNode('p', async (s, c) => ({ messages: [await m.invoke(s.messages, c)] })).addNode('w', async (s, c) => ({ messages: [await m.invoke(s.messages, { ...c, timeout: 150 })] })).addEdge('__start__', 'p').addEdge('p', 'w').addEdge('w', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks, timeout: 5000 }); },
};
