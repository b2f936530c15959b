import { RunnableLambda } from '@langchain/core/runnables';
import { tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, call, cause, ok } from '../lib/kit.mjs';

export default {
  id: 'lc-stream-log-tool-fails', framework: 'langchain', description: 'streamLog over a chain whose tool is told 500.',
  llm: [call(['pay', {}])], upstream: { '/p': [500] },
  truth: { runStatus: 'failed', rootCause: cause('tool', 'pay', 'tool', 'upstream_error'), throws: 'HttpError', attempts: { 'gpt-4.1': 1, pay: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'pay', 'tool.upstream_error')] },
  async run(ctx) { const pay = tool(() => ctx.probe('tool', 'pay', () => getJson(`${ctx.upstreamUrl}/p`)), { name: 'pay', description: 'p', schema: z.object({}) }); const m = chat(ctx, 'gpt-4.1').bindTools([pay]); const chain = RunnableLambda.from((x, c) => m.invoke(x, c)).pipe(RunnableLambda.from((a, c) => pay.invoke(a.tool_calls[0], c))); let n = 0; for await (const p of chain.streamLog('x', { callbacks: ctx.callbacks })) n++; return n; },
};
