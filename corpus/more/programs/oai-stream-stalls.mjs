import { client } from '../lib/openai.mjs';
import { ask, bad, cause, say } from '../lib/kit.mjs';

export default {
  id: 'oai-stream-stalls', framework: 'openai', description: 'A stream comes too slowly for the caller\'s time limit; the client just ends it and the host complains.',
  llm: [say('it comes slower than anybody can wait for it, really', { chunkDelayMs: 120 })],
  truth: { runStatus: 'failed', acceptRunStatus: ['failed', 'success'], rootCause: cause('model', 'gpt-4.1', 'model', 'timeout', { acceptCode: ['orchestration.deadline_exceeded', 'model.stream_interrupted'], acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'StalledError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.timeout', { wire: 'ok', acceptCode: ['orchestration.deadline_exceeded', 'model.stream_interrupted'] })] },
  async run(ctx) { class StalledError extends Error {} return ctx.wrap.run('r', async () => { const signal = AbortSignal.timeout(300); let done = false; for await (const part of await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x'), stream: true }, { signal })) done ||= part.choices[0]?.finish_reason != null; if (!done) throw new StalledError('x'); }); },
};
