import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-unknown-tool-told', framework: 'openai', description: 'A hand-written loop, streamed: the model names a tool that is not there, is told, gives up.',
  llm: [call(['drop_tables', {}]), say('I cannot')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'unknown_tool', { acceptStep: [{ stepType: 'tool', stepName: 'unlisted_tool' }] }), throws: null, attempts: { 'gpt-4.1': 2 },
    steps: [ok('model', 'gpt-4.1', { code: 'model.unknown_tool' }), bad('tool', 'unlisted_tool', 'model.unknown_tool', { unprobed: true, optional: true }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    return ctx.wrap.run('db', async () => {
      const messages = [{ role: 'user', content: 'x' }];
      for (;;) {
        const s = client(ctx).chat.completions.stream({ model: 'gpt-4.1', messages, tools: [fn('list_tables')] });
        const m = (await s.finalChatCompletion()).choices[0].message;
        if (!m.tool_calls?.length) return m.content;
        messages.push(m, ...m.tool_calls.map((c) => ({ role: 'tool', tool_call_id: c.id, content: 'no such tool' })));
      }
    });
  },
};
