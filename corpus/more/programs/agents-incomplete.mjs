import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause, say } from '../lib/kit.mjs';

export default {
  id: 'agents-incomplete', framework: 'openai-agents', description: 'A response is cut at the token limit.',
  llm: [say('half', { finish_reason: 'length' })],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'output_truncated'), throws: 'ModelBehaviorError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.output_truncated', { wire: 'ok', acceptStatus: ['ok', 'error'] })] },
  async run(ctx) { return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1' }), 'x')).finalOutput; },
};
