import { zodFunction } from 'openai/helpers/zod';
import { z } from 'zod';
import { client } from '../lib/openai.mjs';
import { ask, bad, call, ok, say } from '../lib/kit.mjs';

export default {
  id: 'oai-run-tools-zod', framework: 'openai', description: 'runTools: the schema of a tool refuses the arguments once; the model repairs them.',
  llm: [call(['look', { a: 'x' }]), call(['look', { a: 2 }]), say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3, look: 1 }, steps: [ok('model', 'gpt-4.1', { code: 'model.invalid_tool_arguments' }), bad('tool', 'look', 'model.invalid_tool_arguments', { unprobed: true, optional: true }), ok('model', 'gpt-4.1'), ok('tool', 'look'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return client(ctx).chat.completions.runTools({ model: 'gpt-4.1', ...ask('x'), tools: [zodFunction({ name: 'look', parameters: z.object({ a: z.number() }), function: () => ctx.probe('tool', 'look', async () => 1) })] }).finalContent(); },
};
