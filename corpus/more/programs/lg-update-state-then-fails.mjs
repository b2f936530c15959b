import { Annotation, MemorySaver, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-update-state-then-fails', framework: 'langgraph', description: 'The state is edited while the graph waits; it goes on and fails.',
  llm: [say('x'), err(500)],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: 'InternalServerError', attempts: { 'gpt-4.1': 2 }, steps: [ok('model', 'gpt-4.1'), bad('model', 'gpt-4.1', 'model.provider_error')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); const S = Annotation.Root({ a: Annotation() }); const n = async () => ({ a: (await m.invoke('x')).content }); const g = new StateGraph(S).addNode('p', n).addNode('q', n).addEdge('__start__', 'p').addEdge('p', 'q').compile({ checkpointer: new MemorySaver(), interruptBefore: ['q'] }); const cfg = { configurable: { thread_id: '1' }, callbacks: ctx.callbacks }; return ctx.wrap.run('r', async () => { await g.invoke({}, cfg); const to = await g.updateState(cfg, { a: 'edited' }); return g.invoke(null, { ...cfg, configurable: to.configurable }); }); },
};
