import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-validate-repair', framework: 'openai', description: 'An answer is checked and asked for again until it is JSON.',
  llm: [say('not json'), say('{"a": 1'), say('{"a": 1}')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3 }, steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return ctx.wrap.run('r', async () => { const c = client(ctx); for (let i = 0; i < 3; i++) { const r = await c.chat.completions.create({ model: 'gpt-4.1', ...ask('x') }); try { return JSON.parse(r.choices[0].message.content); } catch (e) { if (i === 2) throw e; } } }); },
};
