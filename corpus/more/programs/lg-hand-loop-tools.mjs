import { tool } from '@langchain/core/tools';
import { Annotation, StateGraph } from '@langchain/langgraph';
import { z } from 'zod';
import { getJson } from '../lib/upstream.mjs';
import { bad, ok } from '../lib/kit.mjs';

export default {
  id: 'lg-hand-loop-tools', framework: 'langgraph', description: 'A node calls a tool in a loop of its own until it works: 429, 429, then good. Nothing is to blame.',
  llm: [], upstream: { '/quote': [429, 429, { price: 3 }] },
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { quote: 3 },
    steps: [bad('tool', 'quote', 'tool.rate_limited'), bad('tool', 'quote', 'tool.rate_limited'), ok('tool', 'quote')],
  },
  async run(ctx) {
    const quote = tool(() => ctx.probe('tool', 'quote', () => getJson(`${ctx.upstreamUrl}/quote`)), { name: 'quote', description: 'quote', schema: z.object({ sku: z.string() }) });
    const ask = async (state, config) => {
      for (let attempt = 1; ; attempt++) {
        try { return { price: (await quote.invoke({ sku: 'a' }, config)).price }; } catch (e) { if (attempt === 3) throw e; }
      }
    };
    return new StateGraph(Annotation.Root({ price: Annotation() })).addNode('price_it', ask).addEdge('__start__', 'price_it').addEdge('price_it', '__end__').compile().invoke({}, { callbacks: ctx.callbacks });
  },
};
