import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-structured-raw-unreadable', framework: 'langchain', description: 'withStructuredOutput with includeRaw: the answer does not parse, the host gets null and goes on.',
  llm: [say('not json')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_output'), throws: null, attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1', { acceptStatus: ['ok', 'error'] })] },
  async run(ctx) { return chat(ctx, 'gpt-4.1').withStructuredOutput(z.object({ a: z.string() }), { includeRaw: true, method: 'jsonMode' }).invoke('x', { callbacks: ctx.callbacks }); },
};
