import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'agents-as-tool-fails', framework: 'openai-agents', description: 'An agent as a tool whose own model is not found; the default error function tells the outer model.',
  llm: [only('gpt-4.1', call(['ask_lawyer', { input: 'x' }])), only('gpt-law', err(404, 'model_not_found', { type: 'invalid_request_error' })), only('gpt-4.1', say('no lawyer'))],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-law', 'model', 'not_found'), throws: null, attempts: { 'gpt-4.1': 2, 'gpt-law': 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'ask_lawyer', 'model.not_found', { unprobed: true, codeOptional: true }), bad('model', 'gpt-law', 'model.not_found'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const lawyer = new Agent({ name: 'lawyer', model: 'gpt-law' });
    const r = runner(ctx);
    return (await r.run(new Agent({ name: 'desk', model: 'gpt-4.1', tools: [lawyer.asTool({ toolName: 'ask_lawyer', toolDescription: 'law', runConfig: { modelProvider: r.config.modelProvider } })] }), 'x')).finalOutput;
  },
};
