import { StringOutputParser } from '@langchain/core/output_parsers';
import { chat } from '../lib/langchain.mjs';
import { ok, say } from '../lib/kit.mjs';

export default {
  id: 'lc-chain-stream-breaks', framework: 'langchain', description: 'The host has read enough of a streamed chain and leaves the loop.',
  llm: [say('one two three four five six seven eight nine ten', { chunkDelayMs: 5 })],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'm-a': 1 }, steps: [ok('model', 'm-a', { acceptStatus: ['ok', 'cancelled'] })] },
  async run(ctx) { let n = 0; for await (const part of await chat(ctx, 'm-a').pipe(new StringOutputParser()).stream('x', { callbacks: ctx.callbacks })) { void part; if (++n === 3) break; } },
};
