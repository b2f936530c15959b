import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { humanInTheLoopMiddleware } from 'langchain';
import { MemorySaver } from '@langchain/langgraph';
export default {
  id: 'lc-hitl-waits', framework: 'langchain', description: 'A human must approve the tool call: the agent stops and waits. Not a failure.',
  llm: [call(['send_mail', { to: 'x' }])],
  truth: {
    runStatus: 'interrupted', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1, send_mail: 0 },
    steps: [ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const mail = tool(() => ctx.probe('tool', 'send_mail', async () => 'sent'), { name: 'send_mail', description: 'send', schema: z.object({ to: z.string() }) });
    const agent = createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [mail], checkpointer: new MemorySaver(), middleware: [humanInTheLoopMiddleware({ interruptOn: { send_mail: true } })] });
    const state = await agent.invoke(ask('mail x'), { callbacks: ctx.callbacks, configurable: { thread_id: '1' } });
    return state.__interrupt__.length;
  },
};
