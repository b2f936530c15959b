import { Agent, Usage, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

class LocalModel {
  model = 'local-llm';
  calls = 0;
  constructor(probe, behaviours) { this.probe = probe; this.behaviours = behaviours; }
  async getResponse() {
    const b = this.behaviours[this.calls++];
    return this.probe('model', 'local-llm', async () => {
      if (b instanceof Error) throw b;
      return { usage: new Usage({ requests: 1, inputTokens: 3, outputTokens: 2, totalTokens: 5 }), output: b };
    });
  }
  getStreamedResponse() { throw new Error('not here'); }
}
const msg = (text) => [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text }] }];
const use = (name, args) => [{ type: 'function_call', callId: `c-${name}`, name, status: 'completed', arguments: JSON.stringify(args) }];
export default {
  id: 'agents-custom-model', framework: 'openai-agents', description: 'A model of the host\'s own (no openai client): a tool call, then it fails with a 503 of its own kind.',
  llm: [],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'local-llm', 'model', 'provider_error'), throws: 'OllamaError', attempts: { 'local-llm': 2, weigh: 1 },
    steps: [ok('model', 'local-llm'), ok('tool', 'weigh'), bad('model', 'local-llm', 'model.provider_error')],
  },
  async run(ctx) {
    class OllamaError extends Error { status = 503; }
    const model = new LocalModel(ctx.probe, [use('weigh', { kg: 1 }), new OllamaError('busy'), msg('never')]);
    const weigh = tool({ name: 'weigh', description: 'weigh', parameters: z.object({ kg: z.number() }), execute: () => ctx.probe('tool', 'weigh', async () => 1) });
    return (await runner(ctx).run(new Agent({ name: 'scale', model, tools: [weigh] }), 'x')).finalOutput;
  },
};
