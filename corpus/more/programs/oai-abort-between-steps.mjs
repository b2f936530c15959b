import { client, fn } from '../lib/openai.mjs';
import { ask, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'oai-abort-between-steps', framework: 'openai', description: 'A hand-written agent looks at its signal between two steps, and the caller has fired it.',
  llm: [call(['look', {}])],
  truth: {
    runStatus: 'cancelled', rootCause: cause('orchestration', null, 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'tool', stepName: 'look' }] }), throws: 'AbortError', attempts: { 'gpt-4.1': 1, look: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'look')],
  },
  async run(ctx) {
    const stop = new AbortController();
    const look = ctx.wrap.tool('look', () => ctx.probe('tool', 'look', async () => { stop.abort(); return 1; }));
    return ctx.wrap.run('desk', async () => {
      await client(ctx).chat.completions.create({ model: 'gpt-4.1', tools: [fn('look')], ...ask('x') }, { signal: stop.signal });
      await look();
      stop.signal.throwIfAborted();
    });
  },
};
