import { client } from '../lib/openai.mjs';
import { ask, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-host-json-parse', framework: 'openai', description: 'A step of the host reads the answer as JSON, which it is not.',
  llm: [say('Sure! {"a":1}')],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_output'), throws: 'SyntaxError', attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1', { code: 'model.invalid_output' })] },
  async run(ctx) { const c = client(ctx).chat.completions; return ctx.wrap.run('r', async () => { const r = await ctx.wrap.step('ask', () => c.create({ model: 'gpt-4.1', ...ask('x') })); return ctx.wrap.step('read', () => JSON.parse(r.choices[0].message.content)); }); },
};
