import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause, say } from '../lib/kit.mjs';

export default {
  id: 'oai-parse-length', framework: 'openai', description: 'parse() on an answer that was cut at the token limit.',
  llm: [say('{"a": "lo', { finish_reason: 'length' })],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'output_truncated'), throws: 'LengthFinishReasonError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.output_truncated', { wire: 'ok', acceptStatus: ['ok', 'error'] })] },
  async run(ctx) { return client(ctx).chat.completions.parse({ model: 'gpt-4.1', ...ask('x'), response_format: zodResponseFormat(z.object({ a: z.string() }), 'a') }); },
};
