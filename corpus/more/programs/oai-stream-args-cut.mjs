import { client, fn } from '../lib/openai.mjs';
import { ask, bad, call, cause, cut } from '../lib/kit.mjs';

export default {
  id: 'oai-stream-args-cut', framework: 'openai', description: 'Streamed arguments end in the middle because the answer is cut.',
  llm: [{ ...call(['write_file', '{"path":"a","text":"never en']), finish_reason: 'length' }],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'output_truncated'), throws: 'SyntaxError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.output_truncated', { wire: 'ok', acceptStatus: ['ok', 'error'] })] },
  async run(ctx) { return ctx.wrap.run('r', async () => { let args = ''; for await (const part of await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x'), stream: true, tools: [fn('write_file')] })) args += part.choices[0]?.delta?.tool_calls?.[0]?.function?.arguments ?? ''; return JSON.parse(args); }); },
};
