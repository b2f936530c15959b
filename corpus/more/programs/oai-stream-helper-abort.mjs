import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-stream-helper-abort', framework: 'openai', description: 'The stream helper is aborted by the caller after the first words.',
  llm: [say('one two three four five six seven eight', { chunkDelayMs: 60 })],
  truth: {
    runStatus: 'cancelled', acceptRunStatus: ['cancelled', 'failed'], rootCause: cause('orchestration', null, 'orchestration', 'user_abort', { acceptStep: [{ stepType: 'model', stepName: 'gpt-4.1' }] }), throws: 'APIUserAbortError', attempts: { 'gpt-4.1': 1 },
    steps: [{ type: 'model', name: 'gpt-4.1', status: 'cancelled', code: 'orchestration.user_abort', acceptStatus: ['cancelled', 'error'], wire: 'ok' }],
  },
  async run(ctx) {
    return ctx.wrap.run('chat', async () => { const s = client(ctx).chat.completions.stream({ model: 'gpt-4.1', ...ask('x') }); s.on('content', () => s.abort()); return s.finalContent(); });
  },
};
