import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, cause, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'agents-two-concurrent', framework: 'openai-agents', description: 'Two agents at once, one of them fails.',
  llm: [only('gpt-4.1', say('x', { delayMs: 40 })), only('gpt-4o', err(500))],
  truth: { runStatus: 'success', degraded: true, unordered: true, rootCause: cause('model', 'gpt-4o', 'model', 'provider_error'), throws: null, attempts: { 'gpt-4.1': 1, 'gpt-4o': 1 }, steps: [ok('model', 'gpt-4.1'), bad('model', 'gpt-4o', 'model.provider_error')] },
  async run(ctx) { const r = runner(ctx); return ctx.wrap.run('r', () => Promise.allSettled(['gpt-4.1', 'gpt-4o'].map((model) => r.run(new Agent({ name: model, model }), 'x')))); },
};
