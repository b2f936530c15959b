import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, err, only } from '../lib/kit.mjs';

export default {
  id: 'lc-fallback-chains', framework: 'langchain', description: 'A chain with a fallback: both fail, the first error gets out.',
  llm: [only('gpt-4.1', err(401, 'invalid_api_key')), only('gpt-4o', err(503))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'auth_failed', { acceptStep: [{ stepType: 'model', stepName: 'gpt-4o' }], acceptCode: ['model.provider_error'] }), throws: 'AuthenticationError', attempts: { 'gpt-4.1': 1, 'gpt-4o': 1 }, steps: [bad('model', 'gpt-4.1', 'model.auth_failed'), bad('model', 'gpt-4o', 'model.provider_error')] },
  async run(ctx) { const p = ChatPromptTemplate.fromTemplate('say {x}'); const c = (m) => p.pipe(chat(ctx, m)).pipe(new StringOutputParser()); return c('gpt-4.1').withFallbacks([c('gpt-4o')]).invoke({ x: 'a' }, { callbacks: ctx.callbacks }); },
};
