import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, hang, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-limited-call-retried', framework: 'langgraph', description: 'A model call of 150 ms is tried twice; the second time it answers.',
  llm: [hang(3000), say('quick')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 }, steps: [bad('model', 'gpt-4.1', 'model.timeout'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); return new StateGraph(MessagesAnnotation).addNode('w', async (s) => { for (let n = 0; ; n++) try { return { messages: [await m.invoke(s.messages, { timeout: 250 })] }; } catch (e) { if (n > 0) throw e; } }).addEdge('__start__', 'w').addEdge('w', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
