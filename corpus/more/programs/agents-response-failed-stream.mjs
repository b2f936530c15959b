import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause } from '../lib/kit.mjs';

export default {
  id: 'agents-response-failed-stream', framework: 'openai-agents', description: 'A streamed response says that it failed of a rate limit.',
  llm: [{ kind: 'text', text: 'x', failed: { code: 'rate_limit_exceeded' } }],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'rate_limited'), throws: 'ModelBehaviorError', attempts: { 'gpt-4.1': 1 }, steps: [bad('model', 'gpt-4.1', 'model.rate_limited', { wire: 'ok' })] },
  async run(ctx) { const r = await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1' }), 'x', { stream: true }); for await (const e of r) void e; await r.completed; return r.finalOutput; },
};
