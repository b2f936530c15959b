import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'lc-structured-output-broken', framework: 'langchain', description: 'model.withStructuredOutput by a function call; the arguments are JSON of the wrong shape.',
  llm: [call(['extract', { total: 'nine' }])],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-4.1-mini', 'model', 'invalid_output', { acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'OutputParserException', attempts: { 'gpt-4.1-mini': 1 },
    steps: [ok('model', 'gpt-4.1-mini', { acceptStatus: ['ok', 'error'] })],
  },
  async run(ctx) {
    return chat(ctx, 'gpt-4.1-mini').withStructuredOutput(z.object({ total: z.number() }), { method: 'functionCalling' }).invoke('total?', { callbacks: ctx.callbacks });
  },
};
