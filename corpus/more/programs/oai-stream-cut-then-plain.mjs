import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cut, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-stream-cut-then-plain', framework: 'openai', description: 'A stream is cut, the host asks again without one.',
  llm: [cut('a long answer that is cut in the middle', 3), say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 }, steps: [bad('model', 'gpt-4.1', 'model.stream_interrupted'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return ctx.wrap.run('r', async () => { const c = client(ctx); const b = { model: 'gpt-4.1', ...ask('x') }; try { for await (const e of await c.chat.completions.create({ ...b, stream: true, stream_options: { include_usage: true } })) void e; } catch { return c.chat.completions.create(b); } }); },
};
