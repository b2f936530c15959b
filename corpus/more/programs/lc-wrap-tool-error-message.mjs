import { ToolMessage, createAgent, createMiddleware, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-wrap-tool-error-message', framework: 'langchain', description: 'A middleware of the host makes a message of the error of a tool.',
  llm: [call(['pay', { n: 1 }]), say('could not pay')], upstream: { '/p': [402] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'pay', 'tool', 'bad_request'), throws: null, attempts: { 'gpt-4.1': 2, pay: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'pay', 'tool.bad_request'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const pay = tool(() => ctx.probe('tool', 'pay', () => getJson(`${ctx.upstreamUrl}/p`)), { name: 'pay', description: 'p', schema: z.object({ n: z.number() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [pay], middleware: [createMiddleware({ name: 'tell', wrapToolCall: async (r, h) => { try { return await h(r); } catch { return new ToolMessage({ content: 'failed', tool_call_id: r.toolCall.id, status: 'error' }); } } })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
