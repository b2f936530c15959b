import { Annotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, only, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-parallel-two-fail', framework: 'langgraph', description: 'Two parallel nodes fail one after the other.',
  llm: [only('m-a', err(401, 'invalid_api_key', { delayMs: 60 })), only('m-b', err(503))],
  truth: { runStatus: 'failed', unordered: true, rootCause: cause('model', 'm-b', 'model', 'provider_error'), throws: 'InternalServerError', attempts: { 'm-a': 1, 'm-b': 1 }, steps: [bad('model', 'm-a', 'model.auth_failed', { acceptStatus: ['error', 'cancelled'], codeOptional: true }), bad('model', 'm-b', 'model.provider_error')] },
  async run(ctx) { const S = Annotation.Root({ a: Annotation({ reducer: (x, y) => y }) }); const n = (m) => async () => ({ a: (await chat(ctx, m).invoke('x')).content }); try { return await new StateGraph(S).addNode('p', n('m-a')).addNode('q', n('m-b')).addEdge('__start__', 'p').addEdge('__start__', 'q').compile().invoke({}, { callbacks: ctx.callbacks }); } finally { await sleep(80); } },
};
