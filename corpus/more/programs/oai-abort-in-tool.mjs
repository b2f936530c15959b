import { client, fn } from '../lib/openai.mjs';
import { ask, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'oai-abort-in-tool', framework: 'openai', description: 'One signal for models and tools of a hand-written agent: the caller aborts it with a reason of its own while a tool waits for its server.',
  llm: [call(['report', {}])], upstream: { '/report': ['hang'] },
  truth: {
    runStatus: 'cancelled', rootCause: cause('tool', 'report', 'orchestration', 'user_abort'), throws: 'ClientGone', attempts: { 'gpt-4.1': 1, report: 1 },
    steps: [ok('model', 'gpt-4.1'), { type: 'tool', name: 'report', status: 'cancelled', acceptStatus: ['cancelled', 'error'], codeOptional: true }],
  },
  async run(ctx) {
    class ClientGone extends Error { constructor() { super('gone'); this.name = 'ClientGone'; } }
    const stop = new AbortController();
    const report = ctx.wrap.tool('report', () => ctx.probe('tool', 'report', () => {
      setTimeout(() => stop.abort(new ClientGone()), 60);
      return fetch(`${ctx.upstreamUrl}/report`, { signal: stop.signal });
    }));
    return ctx.wrap.run('desk', async () => {
      await client(ctx).chat.completions.create({ model: 'gpt-4.1', tools: [fn('report')], ...ask('x') }, { signal: stop.signal });
      return report();
    });
  },
};
