import { Command, MemorySaver, entrypoint, interrupt, task } from '@langchain/langgraph';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lg-functional-interrupt-fails', framework: 'langgraph', description: 'A flow of the functional API waits, is resumed and fails.',
  llm: [say('draft'), err(401, 'invalid_api_key')],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'auth_failed'), throws: 'AuthenticationError', attempts: { 'gpt-4.1': 2 }, steps: [ok('model', 'gpt-4.1'), bad('model', 'gpt-4.1', 'model.auth_failed')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); const draft = task('draft', async () => (await m.invoke('d')).content); const send = task('send', async () => (await m.invoke('s')).content); const flow = entrypoint({ name: 'flow', checkpointer: new MemorySaver() }, async () => { const d = await draft(); interrupt({ d }); return send(); }); const cfg = { configurable: { thread_id: 't' }, callbacks: ctx.callbacks }; return ctx.wrap.run('r', async () => { await flow.invoke({}, cfg); return flow.invoke(new Command({ resume: 'yes' }), cfg); }); },
};
