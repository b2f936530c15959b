import { Annotation, Command, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'lg-parent-command-then-fails', framework: 'langgraph', description: 'A subgraph leaves by Command.PARENT; the node it leads to fails.',
  llm: [], upstream: { '/ship': [422] },
  truth: { runStatus: 'failed', rootCause: cause('tool', 'ship', 'tool', 'bad_request'), throws: 'HttpError', attempts: { ship: 1 }, steps: [bad('tool', 'ship', 'tool.bad_request')] },
  async run(ctx) { const ship = tool(() => ctx.probe('tool', 'ship', () => getJson(`${ctx.upstreamUrl}/ship`)), { name: 'ship', description: 's', schema: z.object({}) }); const S = Annotation.Root({ a: Annotation() }); const sub = new StateGraph(S).addNode('decide', () => new Command({ graph: Command.PARENT, goto: 'shipping', update: { a: 1 } })).addEdge('__start__', 'decide').compile(); return new StateGraph(S).addNode('sub', sub, { ends: ['shipping'] }).addNode('shipping', async () => ({ a: await ship.invoke({}) })).addEdge('__start__', 'sub').compile().invoke({}, { callbacks: ctx.callbacks }); },
};
