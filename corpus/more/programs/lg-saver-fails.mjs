import { MemorySaver, MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { HttpError, getJson } from '../lib/upstream.mjs';
import { ask, cause, ok, say } from '../lib/kit.mjs';

class Saver extends MemorySaver { constructor(put) { super(); this.down = put; } async put(...a) { await this.down(); return super.put(...a); } }

export default {
  id: 'lg-saver-fails', framework: 'langgraph', description: 'The checkpointer of the host cannot store: its service is down.',
  llm: [say('plan')], upstream: { '/s': [{}, {}, 503] },
  truth: { runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'node_exception'), throws: 'HttpError', attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); return new StateGraph(MessagesAnnotation).addNode('plan', async (s) => ({ messages: [await m.invoke(s.messages)] })).addNode('next', () => ({})).addEdge('__start__', 'plan').addEdge('plan', 'next').addEdge('next', '__end__').compile({ checkpointer: new Saver(() => getJson(`${ctx.upstreamUrl}/s`)) }).invoke(ask('x'), { callbacks: ctx.callbacks, configurable: { thread_id: 't' }, durability: 'sync' }); },
};
