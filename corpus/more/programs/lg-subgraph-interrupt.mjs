import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-subgraph-interrupt', framework: 'langgraph', description: 'A subgraph asks a human with interrupt() after a good model call: the run waits.',
  llm: [say('draft')],
  truth: { runStatus: 'interrupted', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1');
    const inner = new StateGraph(MessagesAnnotation).addNode('write', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('review', async () => { interrupt('ok?'); return {}; })
      .addEdge('__start__', 'write').addEdge('write', 'review').addEdge('review', '__end__').compile();
    const graph = new StateGraph(MessagesAnnotation).addNode('section', inner).addEdge('__start__', 'section').addEdge('section', '__end__').compile({ checkpointer: new MemorySaver() });
    return graph.invoke(ask('write'), { callbacks: ctx.callbacks, configurable: { thread_id: 't' } });
  },
};
