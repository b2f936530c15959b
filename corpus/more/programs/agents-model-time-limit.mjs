import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause, hang } from '../lib/kit.mjs';

export default {
  id: 'agents-model-time-limit', framework: 'openai-agents', description: 'A time limit of the model settings: the call is silent, and the retry policy of the host does not apply to it.',
  llm: [hang()],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'timeout'), throws: 'ModelTimeoutError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.timeout')] },
  async run(ctx) { return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', modelSettings: { timeoutMs: 500, retry: { maxRetries: 1, backoff: { initialDelayMs: 1, maxDelayMs: 1 }, policy: () => true } } }), 'x')).finalOutput; },
};
