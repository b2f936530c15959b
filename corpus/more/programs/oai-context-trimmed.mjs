import { client } from '../lib/openai.mjs';
import { ask, bad, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-context-trimmed', framework: 'openai', description: 'The prompt is too long; the host trims it and asks the same model again, which answers.',
  llm: [err(400, 'context_length_exceeded', { type: 'invalid_request_error' }), say('fine')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 },
    steps: [bad('model', 'gpt-4.1', 'model.context_length_exceeded'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const c = client(ctx);
    const one = (text) => c.chat.completions.create({ model: 'gpt-4.1', ...ask(text) });
    return ctx.wrap.run('qa', () => one('a long text').catch((error) => { if (error.code !== 'context_length_exceeded') throw error; return one('a text'); }));
  },
};
