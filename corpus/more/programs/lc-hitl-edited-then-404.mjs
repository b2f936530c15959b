import { createAgent, tool, humanInTheLoopMiddleware } from 'langchain';
import { Command, MemorySaver } from '@langchain/langgraph';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-hitl-edited-then-404', framework: 'langchain', description: 'A person edits the call of a tool, which then runs into a 404; the model answers nonetheless.',
  llm: [call(['send_mail', { to: 'a' }]), say('could not send')], upstream: { '/m': [404] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'send_mail', 'tool', 'not_found'), throws: null, attempts: { 'gpt-4.1': 2, send_mail: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'send_mail', 'tool.not_found'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'send_mail', () => getJson(`${ctx.upstreamUrl}/m`)), { name: 'send_mail', description: 'm', schema: z.object({ to: z.string() }) }); const a = createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t], checkpointer: new MemorySaver(), middleware: [humanInTheLoopMiddleware({ interruptOn: { send_mail: { allowedDecisions: ['edit'] } } })] }); const cfg = { callbacks: ctx.callbacks, configurable: { thread_id: 't' } }; return ctx.wrap.run('r', async () => { await a.invoke(ask('x'), cfg); return a.invoke(new Command({ resume: { decisions: [{ type: 'edit', editedAction: { name: 'send_mail', args: { to: 'b' } } }] } }), cfg); }); },
};
