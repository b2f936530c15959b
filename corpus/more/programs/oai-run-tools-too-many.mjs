import { client } from '../lib/openai.mjs';
import { ask, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'oai-run-tools-too-many', framework: 'openai', description: 'runTools ends at maxChatCompletions, with the model still calling tools.',
  llm: [call(['look', { a: 1 }]), call(['look', { a: 2 }])],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('orchestration', null, 'orchestration', 'max_steps_exceeded'), throws: null, attempts: { 'gpt-4.1': 2, look: 2 }, steps: [ok('model', 'gpt-4.1'), ok('tool', 'look'), ok('model', 'gpt-4.1'), ok('tool', 'look')] },
  async run(ctx) { return client(ctx).chat.completions.runTools({ model: 'gpt-4.1', ...ask('x'), tools: [{ type: 'function', function: { name: 'look', description: 'l', parameters: { type: 'object', properties: {} }, parse: JSON.parse, function: () => ctx.probe('tool', 'look', async () => 1) } }] }, { maxChatCompletions: 2 }).finalContent(); },
};
