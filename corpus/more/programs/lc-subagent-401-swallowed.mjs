import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-subagent-401-swallowed', framework: 'langchain', description: 'An agent as a tool: its own model refuses the key; the outer agent swallows the error and answers.',
  llm: [only('gpt-4.1', call(['research', { q: 'x' }])), only('gpt-4.1-mini', err(401, 'invalid_api_key', { type: 'invalid_request_error' })), only('gpt-4.1', say('no research today'))],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1-mini', 'model', 'auth_failed'), throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4.1-mini': 1, research: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'research', 'model.auth_failed', { codeOptional: true }), bad('model', 'gpt-4.1-mini', 'model.auth_failed'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const worker = createAgent({ model: chat(ctx, 'gpt-4.1-mini'), tools: [], name: 'researcher' });
    const research = tool(({ q }) => ctx.probe('tool', 'research', async () => (await worker.invoke(ask(q))).messages.at(-1).content), { name: 'research', description: 'research', schema: z.object({ q: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [research], name: 'boss' }).invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
