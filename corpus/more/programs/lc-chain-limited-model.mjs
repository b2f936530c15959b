import { ChatPromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, hang } from '../lib/kit.mjs';

export default {
  id: 'lc-chain-limited-model', framework: 'langchain', description: 'A chain whose model has a time limit by its config.',
  llm: [hang(3000)],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'timeout', { acceptCode: ['orchestration.deadline_exceeded'], acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'AbortError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.timeout', { acceptCode: ['orchestration.deadline_exceeded'] })] },
  async run(ctx) { return ChatPromptTemplate.fromTemplate('{q}').pipe(chat(ctx, 'gpt-4.1').withConfig({ timeout: 200 })).pipe(new StringOutputParser()).invoke({ q: 'x' }, { callbacks: ctx.callbacks }); },
};
