import { Annotation, StateGraph } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, only, say, sleep } from '../lib/kit.mjs';

const S = Annotation.Root({ a: Annotation({ reducer: (x, y) => y }), log: Annotation({ reducer: (x, y) => x.concat(y), default: () => [] }), n: Annotation({ reducer: (x, y) => y, default: () => 0 }) });

export default {
  id: 'lg-default-handler-other-stays', framework: 'langgraph', description: 'A graph-wide handler: two parallel nodes fail; only for one of them another model is asked.',
  llm: [only('m-a', err(503)), only('m-c', err(401, 'invalid_api_key', { delayMs: 40 })), only('m-b', say('fine'))],
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('model', 'm-c', 'model', 'auth_failed'), throws: null, attempts: { 'm-a': 1, 'm-b': 1, 'm-c': 1 }, steps: [bad('model', 'm-a', 'model.provider_error'), bad('model', 'm-c', 'model.auth_failed'), ok('model', 'm-b')] },
  async run(ctx) { const n = (m) => async () => ({ a: (await chat(ctx, m).invoke('x')).content }); return new StateGraph(S).setNodeDefaults({ errorHandler: async (s, { node }) => (node === 'p' ? (await sleep(90), n('m-b')()) : { a: 'none' }) }).addNode('p', n('m-a')).addNode('q', n('m-c')).addEdge('__start__', 'p').addEdge('__start__', 'q').compile().invoke({ a: 1 }, { callbacks: ctx.callbacks }); },
};
