import { chat } from '../lib/langchain.mjs';
import { bad, ok, say } from '../lib/kit.mjs';
import { z } from 'zod';

export default {
  id: 'lc-structured-with-retry', framework: 'langchain', description: 'Structured output by json schema, tried again by withRetry: the first answer is no JSON, the second one fits.',
  llm: [say('not json at all'), say('{"city":"Oslo"}')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 },
    steps: [bad('model', 'gpt-4.1', 'model.invalid_output', { wire: 'ok', acceptStatus: ['ok', 'error'], codeOptional: true }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    return chat(ctx, 'gpt-4.1').withStructuredOutput(z.object({ city: z.string() }), { method: 'jsonSchema' }).withRetry({ stopAfterAttempt: 2 }).invoke('where?', { callbacks: ctx.callbacks });
  },
};
