import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'lc-responses-broken-args', framework: 'langchain', description: 'Responses API in an agent: the arguments of the call are no JSON; the agent ends without an answer.',
  llm: [call(['look', '{"q": "unfinished'])],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_tool_arguments', { acceptStep: [{ stepType: 'tool', stepName: 'look' }] }), throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'look', 'model.invalid_tool_arguments', { unprobed: true, optional: true })] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'look', async () => 'x'), { name: 'look', description: 'm', schema: z.object({ q: z.string() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1', { useResponsesApi: true }), tools: [t] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
