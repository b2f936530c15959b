import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'oai-responses-loop-args', framework: 'openai', description: 'A hand-written loop on the Responses API; the arguments of the second call are not JSON and the host throws.',
  llm: [call(['get_temp', { c: 'a' }]), call(['get_temp', '{"c": '])],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-5', 'model', 'invalid_tool_arguments', { acceptStep: [{ stepType: 'tool', stepName: 'get_temp' }] }), throws: 'SyntaxError', attempts: { 'gpt-5': 2, get_temp: 1 },
    steps: [ok('model', 'gpt-5'), ok('tool', 'get_temp'), ok('model', 'gpt-5', { code: 'model.invalid_tool_arguments' }), bad('tool', 'get_temp', 'model.invalid_tool_arguments', { unprobed: true, optional: true })],
  },
  async run(ctx) {
    const temp = ctx.wrap.tool('get_temp', () => ctx.probe('tool', 'get_temp', async () => 21));
    return ctx.wrap.run('temp', async () => {
      const c = client(ctx); const input = [{ role: 'user', content: 'x' }];
      for (;;) {
        const r = await c.responses.create({ model: 'gpt-5', input, tools: [{ type: 'function', name: 'get_temp', parameters: { type: 'object', properties: {} }, strict: false }] });
        const calls = r.output.filter((o) => o.type === 'function_call');
        if (!calls.length) return r.output_text;
        for (const k of calls) input.push(k, { type: 'function_call_output', call_id: k.call_id, output: String(await temp(JSON.parse(k.arguments))) });
      }
    });
  },
};
