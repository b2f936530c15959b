import { Annotation, StateGraph } from '@langchain/langgraph';
import { RemoteGraph } from '@langchain/langgraph/remote';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-remote-refused', framework: 'langgraph', description: 'A node is a graph on another server, which refuses the request.',
  llm: [say('a plan')], upstream: { '/runs/stream': [422] },
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', 'planner', 'orchestration', 'remote_agent_failed'), throws: 'HTTPError', attempts: { 'gpt-4.1': 1 },
    steps: [ok('model', 'gpt-4.1'), bad('orchestration', 'planner', 'orchestration.remote_agent_failed', { unprobed: true })],
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1');
    const planner = new RemoteGraph({ graphId: 'planner', url: ctx.upstreamUrl, apiKey: 'none' });
    return new StateGraph(Annotation.Root({ text: Annotation() })).addNode('ask', async () => { await model.invoke('x'); return { text: 'y' }; }).addNode('planner', planner)
      .addEdge('__start__', 'ask').addEdge('ask', 'planner').addEdge('planner', '__end__').compile().invoke({ text: 'x' }, { callbacks: ctx.callbacks });
  },
};
