import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-node-bug', framework: 'langgraph', description: 'Good model, good retriever-less node, then a TypeError in the code of a node: nothing that was called is to blame.',
  llm: [say('outline')],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', 'format_reply', 'orchestration', 'node_exception', { acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'TypeError', attempts: { 'gpt-4.1': 1 },
    steps: [ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1');
    return new StateGraph(MessagesAnnotation).addNode('write', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('format_reply', () => undefined.text)
      .addEdge('__start__', 'write').addEdge('write', 'format_reply').addEdge('format_reply', '__end__').compile().invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
