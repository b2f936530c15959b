import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'oai-race-plain', framework: 'openai', description: 'The first of two models counts; the other is still at work when the program is over.',
  llm: [only('m-a', say('fast')), only('m-b', say('slow', { delayMs: 150 }))],
  truth: { runStatus: 'success', degraded: false, unordered: true, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1 }, steps: [ok('model', 'm-a'), ok('model', 'm-b', { acceptStatus: ['ok', 'cancelled', 'error', 'running'] })] },
  async run(ctx) { const c = client(ctx); return ctx.wrap.run('r', () => Promise.race(['m-a', 'm-b'].map((model) => c.chat.completions.create({ model, ...ask('x') })))); },
};
