import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-invalid-args', framework: 'openai-agents', description: 'Arguments break the schema; the SDK tells the model, which gives up.',
  llm: [call(['book_table', { people: 'four' }]), say('please call them')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_tool_arguments', { acceptStep: [{ stepType: 'tool', stepName: 'book_table' }] }), throws: null, attempts: { 'gpt-4.1': 2, book_table: 0 },
    steps: [ok('model', 'gpt-4.1', { code: 'model.invalid_tool_arguments' }), bad('tool', 'book_table', 'model.invalid_tool_arguments', { unprobed: true, optional: true }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const book = tool({ name: 'book_table', description: 'book', parameters: z.object({ people: z.number() }), execute: () => ctx.probe('tool', 'book_table', async () => 'ok') });
    return (await runner(ctx).run(new Agent({ name: 'host', model: 'gpt-4.1', tools: [book] }), 'x')).finalOutput;
  },
};
