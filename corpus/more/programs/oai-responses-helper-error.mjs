import { client } from '../lib/openai.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'oai-responses-helper-error', framework: 'openai', description: 'The stream helper of responses meets an error event in the middle.',
  llm: [{ kind: 'stream_error', text: 'a long answer that breaks', code: 'server_error', after: 5 }],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error', { acceptCode: ['model.stream_interrupted'] }), throws: 'APIError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error', { wire: 'ok', acceptCode: ['model.stream_interrupted'] })] },
  async run(ctx) { return ctx.wrap.run('r', () => client(ctx).responses.stream({ model: 'gpt-4.1', input: 'x' }).finalResponse()); },
};
