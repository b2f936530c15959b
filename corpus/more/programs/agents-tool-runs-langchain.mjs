import { Agent, tool } from '@openai/agents';
import { createAgent } from 'langchain';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'agents-tool-runs-langchain', framework: 'openai-agents', description: 'A tool of the SDK runs a LangChain agent whose model is not known.',
  llm: [only('gpt-4.1', call(['ask_lc', {}])), only('gpt-4o', err(404, 'model_not_found')), only('gpt-4.1', say('sorry'))],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4o', 'model', 'not_found'), throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o': 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'ask_lc', 'model.not_found', { unprobed: true, codeOptional: true, acceptStatus: ['ok', 'error'] }), bad('model', 'gpt-4o', 'model.not_found'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const t = tool({ name: 'ask_lc', description: 'l', parameters: z.object({}), execute: async () => { const r = await createAgent({ model: chat(ctx, 'gpt-4o'), tools: [] }).invoke(ask('x'), { callbacks: ctx.callbacks }); return r.messages.at(-1).content; } }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [t] }), 'x')).finalOutput; },
};
