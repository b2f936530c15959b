import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-args-not-json', framework: 'langchain', description: 'The arguments of the only tool call are not JSON: LangChain ends without a tool and without an error.',
  llm: [call(['set_alarm', '{"at": "7:00'])],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('model', 'gpt-4.1', 'model', 'invalid_tool_arguments', { acceptStep: [{ stepType: 'tool', stepName: 'set_alarm' }] }), throws: null, attempts: { 'gpt-4.1': 1, set_alarm: 0 },
    steps: [ok('model', 'gpt-4.1', { code: 'model.invalid_tool_arguments' }), bad('tool', 'set_alarm', 'model.invalid_tool_arguments', { unprobed: true, optional: true })],
  },
  async run(ctx) {
    const alarm = tool(() => ctx.probe('tool', 'set_alarm', async () => 'set'), { name: 'set_alarm', description: 'alarm', schema: z.object({ at: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [alarm] }).invoke(ask('wake me'), { callbacks: ctx.callbacks });
  },
};
