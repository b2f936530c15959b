import { Agent, tool } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'agents-parallel-agents-as-tools', framework: 'openai-agents', description: 'Two agents as tools in one turn; the model of one has no quota left, its tool tells the outer model, which answers.',
  llm: [only('gpt-4.1', call(['ask_law', { input: 'a' }], ['ask_tax', { input: 'b' }])), only('gpt-4o', say('fine')), only('gpt-4.1-mini', err(429, 'insufficient_quota', { type: 'insufficient_quota' })), only('gpt-4.1', say('half an answer'))],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1-mini', 'model', 'quota_exhausted'), throws: null, attempts: { 'gpt-4.1': 2, 'gpt-4o': 1, 'gpt-4.1-mini': 1 }, unordered: true,
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'ask_law', { unprobed: true }), bad('tool', 'ask_tax', 'model.quota_exhausted', { unprobed: true, codeOptional: true }), ok('model', 'gpt-4o'), bad('model', 'gpt-4.1-mini', 'model.quota_exhausted'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const law = new Agent({ name: 'law', model: 'gpt-4o' }), tax = new Agent({ name: 'tax', model: 'gpt-4.1-mini' });
    const options = { runConfig: { modelProvider: runner(ctx).config.modelProvider } };
    const tools = [law.asTool({ toolName: 'ask_law', toolDescription: 'law', ...options }), tax.asTool({ toolName: 'ask_tax', toolDescription: 'tax', ...options })];
    return (await runner(ctx).run(new Agent({ name: 'desk', model: 'gpt-4.1', tools }), 'x')).finalOutput;
  },
};
