import { client } from '../lib/openai.mjs';
import { ask, bad, call, cause, err } from '../lib/kit.mjs';

export default {
  id: 'oai-old-function-call', framework: 'openai', description: 'The older function_call with arguments that are no JSON.',
  llm: [err(200, null, { body: { id: 'x', object: 'chat.completion', model: 'gpt-4.1', choices: [{ index: 0, finish_reason: 'function_call', message: { role: 'assistant', content: null, function_call: { name: 'look', arguments: '{"a":1' } } }] } })],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_tool_arguments', { acceptStep: [{ stepType: 'tool', stepName: 'look' }] }), throws: 'SyntaxError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.invalid_tool_arguments', { acceptStatus: ['ok', 'error'] }), bad('tool', 'look', 'model.invalid_tool_arguments', { unprobed: true, optional: true })] },
  async run(ctx) { return ctx.wrap.run('r', async () => { const r = await client(ctx).chat.completions.create({ model: 'gpt-4.1', ...ask('x'), functions: [{ name: 'look', parameters: { type: 'object', properties: {} } }] }); return JSON.parse(r.choices[0].message.function_call.arguments); }); },
};
