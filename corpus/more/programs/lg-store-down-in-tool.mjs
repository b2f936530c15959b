import { createAgent, tool } from 'langchain';
import { InMemoryStore } from '@langchain/langgraph';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, ok, say } from '../lib/kit.mjs';

class Far extends InMemoryStore { constructor(down) { super(); this.down = down; } async batch() { return this.down(); } }

export default {
  id: 'lg-store-down-in-tool', framework: 'langgraph', description: 'A tool reads the long-term store, whose host refuses connections.',
  llm: [call(['recall', { k: 'a' }]), say('I do not remember')],
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'recall', 'tool', 'connection_failed'), throws: null, attempts: { 'gpt-4.1': 2, recall: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'recall', 'tool.connection_failed'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const t = tool((_, rt) => ctx.probe('tool', 'recall', async () => String(await rt.store.get(['u'], 'k'))), { name: 'recall', description: 'm', schema: z.object({ k: z.string() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [t], store: new Far(() => getJson(ctx.deadUrl)) }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
