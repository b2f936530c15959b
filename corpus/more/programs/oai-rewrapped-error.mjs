import { client, loop } from '../lib/openai.mjs';
import { bad, call, cause, err, ok } from '../lib/kit.mjs';

export default {
  id: 'oai-rewrapped-error', framework: 'openai', description: 'The host throws an error of its own without a cause for that of the model.',
  llm: [call(['find', {}]), err(401, 'invalid_api_key')],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'auth_failed'), throws: 'AppError', attempts: { 'gpt-4.1': 2, find: 1 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'find'), bad('model', 'gpt-4.1', 'model.auth_failed')] },
  async run(ctx) { class AppError extends Error { constructor(m) { super(m); this.name = 'AppError'; } } return ctx.wrap.run('r', () => loop(ctx, client(ctx), { model: 'gpt-4.1', tools: { find: () => ctx.probe('tool', 'find', async () => 1) } }, 'x').catch(() => { throw new AppError('no'); })); },
};
