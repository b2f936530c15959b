import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'oai-three-at-once', framework: 'openai', description: 'Three models asked at once by hand, all awaited; the prompt of one is too long.',
  llm: [only('gpt-4.1', say('a')), only('gpt-4o', say('b')), only('gpt-4.1-mini', err(400, 'context_length_exceeded'))],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'context_length_exceeded'), throws: 'BadRequestError', attempts: { 'gpt-4.1': 1, 'gpt-4o': 1, 'gpt-4.1-mini': 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('model', 'gpt-4o'), bad('model', 'gpt-4.1-mini', 'model.context_length_exceeded')],
  },
  async run(ctx) {
    const c = client(ctx);
    return ctx.wrap.run('vote', async () => {
      const answers = await Promise.allSettled(['gpt-4.1', 'gpt-4o', 'gpt-4.1-mini'].map((model) => c.chat.completions.create({ model, ...ask('x') })));
      const lost = answers.find(({ status }) => status === 'rejected');
      if (lost) throw lost.reason;
      return answers.length;
    });
  },
};
