import { client } from '../lib/openai.mjs';
import { ask, ok } from '../lib/kit.mjs';

const part = (index, delta, finish_reason = null) => `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4.1', choices: [{ index, delta, finish_reason }] })}\n\n`;
const parts = [part(0, { role: 'assistant', content: 'one' }), part(1, { role: 'assistant', content: 'two' }), part(0, {}, 'length'), part(1, {}, 'stop'), 'data: [DONE]\n\n'];

export default {
  id: 'oai-stream-n-two', framework: 'openai', description: 'Two streamed choices: the first is cut at the token limit, the host takes the second.',
  llm: [{ kind: 'raw', headers: { 'content-type': 'text/event-stream' }, body: parts.join('') }],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1')] },
  async run(ctx) {
    return ctx.wrap.run('desk', async () => {
      const texts = ['', ''], ends = [];
      for await (const { choices } of await client(ctx).chat.completions.create({ model: 'gpt-4.1', n: 2, stream: true, ...ask('x') })) {
        for (const { index, delta, finish_reason } of choices) { texts[index] += delta.content ?? ''; ends[index] = finish_reason ?? ends[index]; }
      }
      return texts[ends.indexOf('stop')];
    });
  },
};
