import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lg-deferred-fails', framework: 'langgraph', description: 'Two legs and a deferred node that gathers them; its model has no credit left.',
  llm: [only('m-a', say('a')), only('m-b', say('b')), only('m-sum', err(429, 'insufficient_quota', { type: 'insufficient_quota' }))],
  truth: { runStatus: 'failed', unordered: true, rootCause: cause('model', 'm-sum', 'model', 'quota_exhausted'), throws: 'InsufficientQuotaError', attempts: { 'm-a': 1, 'm-b': 1, 'm-sum': 1 }, steps: [ok('model', 'm-a'), ok('model', 'm-b'), bad('model', 'm-sum', 'model.quota_exhausted')] },
  async run(ctx) { const n = (m) => async (s) => ({ messages: [await chat(ctx, m).invoke(s.messages)] }); return new StateGraph(MessagesAnnotation).addNode('a', n('m-a')).addNode('b', n('m-b')).addNode('b2', () => ({})).addNode('sum', n('m-sum'), { defer: true }).addEdge('__start__', 'a').addEdge('__start__', 'b').addEdge('b', 'b2').addEdge('a', 'sum').addEdge('b2', 'sum').addEdge('sum', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
