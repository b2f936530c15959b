import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { chat } from '../lib/langchain.mjs';
import { bad, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-with-fallbacks', framework: 'langchain', description: 'prompt | model.withFallbacks | parser: the first model is down (its client tries twice), another answers.',
  llm: [only('gpt-4.1', err(503, null)), only('gpt-4.1', err(503, null)), only('gpt-4o-mini', say('from the second'))],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o-mini': 1 },
    steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4o-mini')],
  },
  async run(ctx) {
    const model = chat(ctx, 'gpt-4.1', { maxRetries: 1 }).withFallbacks([chat(ctx, 'gpt-4o-mini')]);
    return ChatPromptTemplate.fromTemplate('{q}').pipe(model).pipe(new StringOutputParser()).invoke({ q: 'hello' }, { callbacks: ctx.callbacks });
  },
};
