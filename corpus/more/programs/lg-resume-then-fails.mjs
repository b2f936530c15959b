import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-resume-then-fails', framework: 'langgraph', description: 'One graph that is interrupted inside a parent chain and resumed with a Command there; the tool after the approval fails.',
  llm: [say('plan')], upstream: { '/deploy': [403] },
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'deploy_site', 'tool', 'auth_failed'), throws: 'HttpError', attempts: { 'gpt-4.1': 1, deploy_site: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'deploy_site', 'tool.auth_failed')],
  },
  async run(ctx) {
    const { RunnableLambda } = await import('@langchain/core/runnables');
    const model = chat(ctx, 'gpt-4.1');
    const deploy = tool(() => ctx.probe('tool', 'deploy_site', () => getJson(`${ctx.upstreamUrl}/deploy`)), { name: 'deploy_site', description: 'deploy', schema: z.object({}) });
    const graph = new StateGraph(MessagesAnnotation).addNode('plan', async (s) => ({ messages: [await model.invoke(s.messages)] }))
      .addNode('approve', async () => { interrupt('go?'); return {}; }).addNode('deploy', async () => { await deploy.invoke({}); return {}; })
      .addEdge('__start__', 'plan').addEdge('plan', 'approve').addEdge('approve', 'deploy').addEdge('deploy', '__end__').compile({ checkpointer: new MemorySaver() });
    const config = { configurable: { thread_id: 't' } };
    return RunnableLambda.from(async (x, c) => { await graph.invoke(ask(x), { ...c, ...config }); return graph.invoke(new Command({ resume: true }), { ...c, ...config }); }).invoke('go', { callbacks: ctx.callbacks });
  },
};
