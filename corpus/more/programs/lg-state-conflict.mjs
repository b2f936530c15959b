import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-state-conflict', framework: 'langgraph', description: 'Two parallel nodes write one channel without a reducer, after good model calls.',
  llm: [only('gpt-4.1', say('a')), only('gpt-4.1-mini', say('b'))],
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'state_error'), throws: 'InvalidUpdateError', attempts: { 'gpt-4.1': 1, 'gpt-4.1-mini': 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1-mini')],
  },
  async run(ctx) {
    const S = Annotation.Root({ best: Annotation() });
    const node = (m) => async () => ({ best: (await chat(ctx, m).invoke('x')).content });
    return new StateGraph(S).addNode('left', node('gpt-4.1')).addNode('right', node('gpt-4.1-mini')).addEdge('__start__', 'left').addEdge('__start__', 'right').addEdge('left', '__end__').addEdge('right', '__end__')
      .compile().invoke({}, { callbacks: ctx.callbacks });
  },
};
