import { client } from '../lib/openai.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-run-tools-unknown', framework: 'openai', description: 'runTools: the model calls a function that is not there and is told.',
  llm: [call(['lookup', { a: 1 }]), say('x')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'unknown_tool', { acceptStep: [{ stepType: 'tool', stepName: 'unlisted_tool' }] }), throws: null, attempts: { 'gpt-4.1': 2, look: 0 }, steps: [ok('model', 'gpt-4.1', { code: 'model.unknown_tool' }), bad('tool', 'unlisted_tool', 'model.unknown_tool', { unprobed: true, optional: true }), ok('model', 'gpt-4.1')] },
  async run(ctx) { return client(ctx).chat.completions.runTools({ model: 'gpt-4.1', ...ask('x'), tools: [{ type: 'function', function: { name: 'look', description: 'l', parameters: { type: 'object', properties: {} }, parse: JSON.parse, function: () => ctx.probe('tool', 'look', async () => 1) } }] }).finalContent(); },
};
