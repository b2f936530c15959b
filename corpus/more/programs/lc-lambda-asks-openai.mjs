import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { client } from '../lib/openai.mjs';
import { ask, bad, cause, err } from '../lib/kit.mjs';

export default {
  id: 'lc-lambda-asks-openai', framework: 'langchain', description: 'A lambda of a chain asks the openai client, which retries and gives up; nobody hands a config on.',
  llm: [err(500, null, { headers: { 'retry-after-ms': '5' } }), err(429, 'rate_limit_exceeded')],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'rate_limited'), throws: 'RateLimitError', attempts: { 'gpt-4.1': 2 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.rate_limited')] },
  async run(ctx) { const c = client(ctx, { maxRetries: 1 }); return RunnableLambda.from((x) => x).pipe(RunnableLambda.from(async (x) => (await c.chat.completions.create({ model: 'gpt-4.1', ...ask(x) })).choices[0].message.content)).invoke('x', { callbacks: ctx.callbacks }); },
};
