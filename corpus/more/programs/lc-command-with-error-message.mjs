import { ToolMessage, createAgent, tool } from 'langchain';
import { Command } from '@langchain/langgraph';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-command-with-error-message', framework: 'langchain', description: 'A tool answers with a Command that carries a ToolMessage with status error.',
  llm: [call(['book', { q: 'a' }]), say('sorry')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'book', 'tool', 'returned_error'), throws: null, attempts: { 'gpt-4.1': 2, book: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'book', 'tool.returned_error', { wire: 'ok' }), ok('model', 'gpt-4.1')] },
  async run(ctx) { const t = tool((_, config) => ctx.probe('tool', 'book', async () => new Command({ update: { messages: [new ToolMessage({ content: 'no seats', status: 'error', tool_call_id: config.toolCall.id })] } })), { name: 'book', description: 'm', schema: z.object({ q: z.string() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
