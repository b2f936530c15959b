import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, cause, err, ok, only, say } from '../lib/kit.mjs';

const asked = (name) => ({ type: 'tool', name, status: 'ok', unprobed: true, acceptStatus: ['ok', 'error'] });

export default {
  id: 'lc-three-deep-401', framework: 'langchain', description: 'An agent asks an agent that asks an agent, each as a tool; the innermost model has a wrong key, and both above it make do with what they are told.',
  llm: [only('gpt-4.1', call(['ask_manager', { q: 'a' }])), only('gpt-4o', call(['ask_expert', { q: 'a' }])), only('gpt-4.1-mini', err(401, 'invalid_api_key')), only('gpt-4o', say('no idea')), only('gpt-4.1', say('sorry'))],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1-mini', 'model', 'auth_failed'), throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o': 2, 'gpt-4.1-mini': 1 },
    steps: [ok('model', 'gpt-4.1'), asked('ask_manager'), ok('model', 'gpt-4o'), asked('ask_expert'), bad('model', 'gpt-4.1-mini', 'model.auth_failed'), ok('model', 'gpt-4o'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const agent = (model, name, tools) => createAgent({ model: chat(ctx, model), name, tools });
    const asTool = (name, inner) => tool(({ q }, config) => inner.invoke(ask(q), config), { name, description: name, schema: z.object({ q: z.string() }) });
    const expert = agent('gpt-4.1-mini', 'expert', []);
    const manager = agent('gpt-4o', 'manager', [asTool('ask_expert', expert)]);
    return agent('gpt-4.1', 'front', [asTool('ask_manager', manager)]).invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
