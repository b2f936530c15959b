import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { RunnableLambda } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-hand-loop-bind-tools', framework: 'langchain', description: 'A loop by hand over bindTools: wrong arguments are told and healed, an invented tool is told, then the stock service times out and the host gives up.',
  llm: [call(['stock', { sku: 5 }]), call(['stock', { sku: 'a' }]), call(['magic', {}]), call(['slow_stock', { sku: 'b' }])], upstream: { '/s': [{ n: 1 }], '/slow': ['hang'] },
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'slow_stock', 'tool', 'timeout'), throws: 'TimeoutError', attempts: { 'gpt-4.1': 4, stock: 1, slow_stock: 1 },
    steps: [ok('model', 'gpt-4.1', { codeOptional: true, code: 'model.invalid_tool_arguments' }), bad('tool', 'stock', 'model.invalid_tool_arguments', { unprobed: true }), ok('model', 'gpt-4.1'), ok('tool', 'stock'), ok('model', 'gpt-4.1', { codeOptional: true, code: 'model.unknown_tool' }), bad('tool', 'unlisted_tool', 'model.unknown_tool', { unprobed: true, optional: true }), ok('model', 'gpt-4.1'), bad('tool', 'slow_stock', 'tool.timeout')],
  },
  async run(ctx) {
    const schema = z.object({ sku: z.string() });
    const stock = tool(() => ctx.probe('tool', 'stock', async () => JSON.stringify(await getJson(`${ctx.upstreamUrl}/s`))), { name: 'stock', description: 's', schema });
    const slow = tool(() => ctx.probe('tool', 'slow_stock', () => getJson(`${ctx.upstreamUrl}/slow`, { timeoutMs: 60 })), { name: 'slow_stock', description: 's', schema });
    const tools = { stock, slow_stock: slow };
    const model = chat(ctx, 'gpt-4.1').bindTools([stock, slow]);
    return RunnableLambda.from(async (q, config) => {
      const messages = [new HumanMessage(q)];
      for (let n = 0; n < 6; n++) {
        const m = await model.invoke(messages, config);
        messages.push(m);
        if (!m.tool_calls.length) return m.content;
        for (const c of m.tool_calls) {
          const t = tools[c.name];
          if (!t) { messages.push(new ToolMessage({ content: 'no such tool', tool_call_id: c.id })); continue; }
          try { messages.push(await t.invoke({ ...c, type: 'tool_call' }, config)); } catch (e) { if (e.name === 'TimeoutError') throw e; messages.push(new ToolMessage({ content: 'wrong', tool_call_id: c.id })); }
        }
      }
      throw new Error('too many');
    }).withConfig({ runName: 'loop' }).invoke('x', { callbacks: ctx.callbacks });
  },
};
