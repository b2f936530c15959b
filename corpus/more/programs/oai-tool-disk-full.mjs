import { client, loop } from '../lib/openai.mjs';
import { bad, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'oai-tool-disk-full', framework: 'openai', description: 'A tool of a hand-written loop cannot write its file; the host wraps the error in one of its own.',
  llm: [call(['save_note', { t: 'a' }])],
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'save_note', 'tool', 'system_error'), throws: 'NoteError', attempts: { 'gpt-4.1': 1, save_note: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'save_note', 'tool.system_error')],
  },
  async run(ctx) {
    class NoteError extends Error { constructor(cause) { super('not saved', { cause }); this.name = 'NoteError'; } }
    const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
    const save = () => ctx.probe('tool', 'save_note', async () => { throw new NoteError(full()); });
    return ctx.wrap.run('notes', () => loop(ctx, client(ctx), { model: 'gpt-4.1', tools: { save_note: save } }, 'x'));
  },
};
