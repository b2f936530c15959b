import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-toolnode-unknown', framework: 'langgraph', description: 'A graph of its own with the prebuilt ToolNode: the model names a tool that is not there, is told so, and then uses the right one.',
  llm: [call(['serch_web', { q: 'x' }]), call(['search_web', { q: 'x' }]), say('found')],
  truth: {
    runStatus: 'success', degraded: false, acceptDegraded: [true, false], rootCause: null, throws: null, attempts: { 'gpt-4.1': 3, search_web: 1 },
    steps: [ok('model', 'gpt-4.1', { code: 'model.unknown_tool' }), bad('tool', 'unlisted_tool', 'model.unknown_tool', { unprobed: true, optional: true }), ok('model', 'gpt-4.1'), ok('tool', 'search_web'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const search = tool(() => ctx.probe('tool', 'search_web', async () => 'hit'), { name: 'search_web', description: 'search', schema: z.object({ q: z.string() }) });
    const model = chat(ctx, 'gpt-4.1').bindTools([search]);
    return new StateGraph(MessagesAnnotation).addNode('agent', async (s) => ({ messages: [await model.invoke(s.messages)] })).addNode('tools', new ToolNode([search]))
      .addEdge('__start__', 'agent').addConditionalEdges('agent', toolsCondition).addEdge('tools', 'agent').compile().invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
