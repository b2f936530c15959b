import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
export default {
  id: 'oai-responses-parse-length', framework: 'openai', description: 'responses.parse(): the answer is cut, what it parses to is null.',
  llm: [say('{"a":', { finish_reason: 'length' })],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-5', 'model', 'output_truncated'), throws: null, attempts: { 'gpt-5': 1 },
    steps: [bad('model', 'gpt-5', 'model.output_truncated', { wire: 'ok', acceptStatus: ['ok', 'error'], acceptCode: ['model.invalid_output'] })],
  },
  async run(ctx) { return ctx.wrap.run('extract', () => client(ctx).responses.parse({ model: 'gpt-5', input: 'x', text: { format: zodTextFormat(z.object({ a: z.number() }), 'a') } })); },
};
