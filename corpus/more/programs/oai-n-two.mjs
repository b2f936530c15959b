import { client } from '../lib/openai.mjs';
import { ask, err } from '../lib/kit.mjs';

export default {
  id: 'oai-n-two', framework: 'openai', description: 'Two choices: the first is filtered, the second is used.',
  llm: [err(200, null, { body: { id: 'x', object: 'chat.completion', model: 'gpt-4.1', choices: [{ index: 0, finish_reason: 'content_filter', message: { role: 'assistant', content: null } }, { index: 1, finish_reason: 'stop', message: { role: 'assistant', content: 'fine' } }] } })],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1 }, steps: [{ type: 'model', name: 'gpt-4.1', status: 'ok', wire: 'error' }] },
  async run(ctx) { return ctx.wrap.run('r', async () => (await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x'), n: 2 })).choices.find((c) => c.finish_reason === 'stop').message.content); },
};
