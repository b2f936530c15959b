import { createAgent, tool, humanInTheLoopMiddleware } from 'langchain';
import { Command, MemorySaver } from '@langchain/langgraph';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-hitl-rejected', framework: 'langchain', description: 'A person rejects the call; the model answers that it was not done.',
  llm: [call(['send_mail', { to: 'a' }]), say('not sent')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('orchestration', null, 'orchestration', 'approval_rejected', { acceptStep: [{ stepType: 'tool', stepName: 'send_mail' }] }), throws: null, attempts: { 'gpt-4.1': 2 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const t = tool(() => ctx.probe('tool', 'send_mail', async () => 'x'), { name: 'send_mail', description: 'm', schema: z.object({ to: z.string() }) }); const a = createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t], checkpointer: new MemorySaver(), middleware: [humanInTheLoopMiddleware({ interruptOn: { send_mail: true } })] }); const cfg = { callbacks: ctx.callbacks, configurable: { thread_id: 't' } }; return ctx.wrap.run('r', async () => { await a.invoke(ask('x'), cfg); return a.invoke(new Command({ resume: { decisions: [{ type: 'reject', message: 'no' }] } }), cfg); }); },
};
