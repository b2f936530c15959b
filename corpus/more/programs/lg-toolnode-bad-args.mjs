import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-toolnode-bad-args', framework: 'langgraph', description: 'A ToolNode without error handling: arguments that break the schema end the graph.',
  llm: [call(['pay_bill', { cents: 'many' }])],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_tool_arguments', { acceptStep: [{ stepType: 'tool', stepName: 'pay_bill' }] }), throws: 'ToolInputParsingException', attempts: { 'gpt-4.1': 1, pay_bill: 0 },
    steps: [ok('model', 'gpt-4.1', { code: 'model.invalid_tool_arguments' }), bad('tool', 'pay_bill', 'model.invalid_tool_arguments', { unprobed: true, optional: true })],
  },
  async run(ctx) {
    const pay = tool(() => ctx.probe('tool', 'pay_bill', async () => 'paid'), { name: 'pay_bill', description: 'pay', schema: z.object({ cents: z.number() }) });
    const model = chat(ctx, 'gpt-4.1').bindTools([pay]);
    return new StateGraph(MessagesAnnotation).addNode('agent', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('tools', new ToolNode([pay], { handleToolErrors: false }))
      .addEdge('__start__', 'agent').addConditionalEdges('agent', toolsCondition).addEdge('tools', 'agent').compile().invoke(ask('pay'), { callbacks: ctx.callbacks });
  },
};
