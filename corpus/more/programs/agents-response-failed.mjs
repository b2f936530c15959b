import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'agents-response-failed', framework: 'openai-agents', description: 'A response answers 200 and says that it failed; the SDK complains of the answer.',
  llm: [{ kind: 'text', text: 'x', failed: { code: 'server_error' } }],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'provider_error'), throws: 'ModelBehaviorError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error', { wire: 'ok' })] },
  async run(ctx) { return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1' }), 'x')).finalOutput; },
};
