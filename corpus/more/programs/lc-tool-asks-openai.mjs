import { createAgent, tool } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { ask, bad, call, err, ok, only, say } from '../lib/kit.mjs';
import { z } from 'zod';
import { client } from '../lib/openai.mjs';

export default {
  id: 'lc-tool-asks-openai', framework: 'langchain', description: 'A LangChain tool asks an openai client of its own, whose first request fails and whose second works.',
  llm: [only('gpt-4.1', call(['translate', { text: 'x' }])), only('gpt-4.1-mini', err(500, null, { headers: { 'retry-after-ms': '5' } })), only('gpt-4.1-mini', say('y')), only('gpt-4.1', say('done'))],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4.1-mini': 2, translate: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'translate'), bad('model', 'gpt-4.1-mini', 'model.provider_error'), ok('model', 'gpt-4.1-mini'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const own = client(ctx, { maxRetries: 2 });
    const translate = tool(({ text }) => ctx.probe('tool', 'translate', async () => (await own.chat.completions.create({ model: 'gpt-4.1-mini', ...ask(text) })).choices[0].message.content), { name: 'translate', description: 't', schema: z.object({ text: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [translate] }).invoke(ask('x'), { callbacks: ctx.callbacks });
  },
};
