import { Annotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-subgraph-limit-caught', framework: 'langgraph', description: 'A subgraph reaches its recursion limit; the node around it goes on with a model.',
  llm: [say('fallback answer')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('orchestration', null, 'orchestration', 'max_steps_exceeded'), throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) { const S = Annotation.Root({ a: Annotation() }); const inner = new StateGraph(S).addNode('spin', () => ({ a: 1 })).addEdge('__start__', 'spin').addEdge('spin', 'spin').compile(); const m = chat(ctx, 'gpt-4.1'); return new StateGraph(S).addNode('outer', async (s, c) => { try { return await inner.invoke(s, { ...c, recursionLimit: 4 }); } catch { return { a: (await m.invoke('x')).content }; } }).addEdge('__start__', 'outer').compile().invoke({}, { callbacks: ctx.callbacks }); },
};
