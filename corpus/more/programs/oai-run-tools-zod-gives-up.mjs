import { zodFunction } from 'openai/helpers/zod';
import { z } from 'zod';
import { client } from '../lib/openai.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-run-tools-zod-gives-up', framework: 'openai', description: 'runTools: the schema of a tool refuses the arguments, and the model answers without.',
  llm: [call(['look', { a: 'x' }]), say('x')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_tool_arguments', { acceptStep: [{ stepType: 'tool', stepName: 'look' }] }), throws: null, attempts: { 'gpt-4.1': 2, look: 0 }, steps: [ok('model', 'gpt-4.1', { code: 'model.invalid_tool_arguments' }), bad('tool', 'look', 'model.invalid_tool_arguments', { unprobed: true, optional: true }), ok('model', 'gpt-4.1')] },
  async run(ctx) { return client(ctx).chat.completions.runTools({ model: 'gpt-4.1', ...ask('x'), tools: [zodFunction({ name: 'look', parameters: z.object({ a: z.number() }), function: () => ctx.probe('tool', 'look', async () => 1) })] }).finalContent(); },
};
