import { StateGraph, MessagesAnnotation, MemorySaver } from '@langchain/langgraph';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-breakpoint-waits', framework: 'langgraph', description: 'A graph with a breakpoint before its tool (`interruptBefore`): it waits for a human.',
  llm: [say('plan')], upstream: { '/deploy': [200] },
  truth: { runStatus: 'interrupted', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1');
    const deploy = tool(() => ctx.probe('tool', 'deploy_site', () => getJson(`${ctx.upstreamUrl}/deploy`)), { name: 'deploy_site', description: 'deploy', schema: z.object({}) });
    const graph = new StateGraph(MessagesAnnotation).addNode('plan', async (s) => ({ messages: [await model.invoke(s.messages)] }))
      .addNode('deploy', async () => { await deploy.invoke({}); return {}; })
      .addEdge('__start__', 'plan').addEdge('plan', 'deploy').addEdge('deploy', '__end__').compile({ checkpointer: new MemorySaver(), interruptBefore: ['deploy'] });
    return graph.invoke(ask('go'), { configurable: { thread_id: 't' }, callbacks: ctx.callbacks });
  },
};
