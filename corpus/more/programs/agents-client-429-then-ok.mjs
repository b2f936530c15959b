import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, err, ok, reset, say } from '../lib/kit.mjs';

export default {
  id: 'agents-client-429-then-ok', framework: 'openai-agents', description: 'The client below the SDK tries three times.',
  llm: [err(429, 'rate_limit_exceeded', { headers: { 'retry-after': '1' } }), reset(), say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3 }, steps: [bad('model', 'gpt-4.1', 'model.rate_limited'), bad('model', 'gpt-4.1', 'model.connection_failed'), ok('model', 'gpt-4.1')] },
  async run(ctx) { return (await runner(ctx, { maxRetries: 3 }).run(new Agent({ name: 'a', model: 'gpt-4.1' }), 'x')).finalOutput; },
};
