import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-command-handoff-limit', framework: 'langgraph', description: 'Two agents hand over to each other with Command for ever; healthy models, the recursion limit ends it.',
  llm: [1, 2, 3, 4].map((n) => only(n % 2 ? 'gpt-4.1' : 'gpt-4.1-mini', say(`over to you ${n}`))),
  truth: {
    runStatus: 'failed', rootCause: cause('orchestration', null, 'orchestration', 'max_steps_exceeded'), throws: 'GraphRecursionError', attempts: { 'gpt-4.1': 2, 'gpt-4.1-mini': 2 },
    steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1-mini'), ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1-mini')],
  },
  async run(ctx) {
    const agent = (m, goto) => async (s) => new Command({ goto, update: { messages: [await chat(ctx, m).invoke(s.messages)] } });
    return new StateGraph(MessagesAnnotation).addNode('sales', agent('gpt-4.1', 'support'), { ends: ['support'] }).addNode('support', agent('gpt-4.1-mini', 'sales'), { ends: ['sales'] })
      .addEdge('__start__', 'sales').compile().invoke(ask('x'), { callbacks: ctx.callbacks, recursionLimit: 4 });
  },
};
