import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
export default {
  id: 'oai-parse-mismatch', framework: 'openai', description: 'parse(): JSON of the wrong shape; the host catches it and asks once more, which fits.',
  llm: [say('{"a":"x"}'), say('{"a":1}')],
  truth: {
    runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 2 },
    steps: [bad('model', 'gpt-4.1', 'model.invalid_output', { wire: 'ok', acceptStatus: ['ok', 'error'] }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const once = () => client(ctx).chat.completions.parse({ model: 'gpt-4.1', ...ask('x'), response_format: zodResponseFormat(z.object({ a: z.number() }), 'a') });
    return ctx.wrap.run('extract', async () => { try { return await once(); } catch { return once(); } });
  },
};
