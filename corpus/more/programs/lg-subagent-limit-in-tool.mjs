import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lg-subagent-limit-in-tool', framework: 'langgraph', description: 'A sub-agent asked as a tool runs into its recursion limit by asking a failing service; the boss answers without.',
  llm: [only('m-boss', call(['ask_expert', { q: 'a' }])), only('m-exp', call(['kb', { q: 1 }])), only('m-exp', call(['kb', { q: 2 }])), only('m-boss', say('no idea'))], upstream: { '/kb': [503] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'kb', 'tool', 'upstream_error'), throws: null, attempts: { 'm-boss': 2, 'm-exp': 2, kb: 2 }, steps: [ok('model', 'm-boss'), bad('tool', 'ask_expert', 'orchestration.max_steps_exceeded', { unprobed: true, acceptCode: ['tool.upstream_error'] }), ok('model', 'm-exp'), bad('tool', 'kb', 'tool.upstream_error'), ok('model', 'm-exp'), bad('tool', 'kb', 'tool.upstream_error'), ok('model', 'm-boss')] },
  async run(ctx) { const kb = tool(() => ctx.probe('tool', 'kb', () => getJson(`${ctx.upstreamUrl}/kb`)), { name: 'kb', description: 'm', schema: z.object({ q: z.number() }) }); const expert = createAgent({ name: 'expert', model: chat(ctx, 'm-exp'), tools: [kb] }); const t = tool(async ({ q }, c) => JSON.stringify(await expert.invoke(ask(q), { recursionLimit: 4 })), { name: 'ask_expert', description: 'm', schema: z.object({ q: z.string() }) }); return createAgent({ name: 'boss', model: chat(ctx, 'm-boss'), tools: [t] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
