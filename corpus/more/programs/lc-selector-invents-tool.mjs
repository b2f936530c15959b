import { createAgent, tool, llmToolSelectorMiddleware } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { ask, cause, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-selector-invents-tool', framework: 'langchain', description: 'llmToolSelectorMiddleware: the model that selects tools names one that is not there.',
  llm: [only('m-select', say('{"tools":["nothing_like_it"]}'))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'm-select', 'model', 'invalid_output', { acceptCode: ['model.unknown_tool', 'orchestration.node_exception'], acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'ZodError', attempts: { 'm-select': 1 }, steps: [ok('model', 'm-select', { acceptStatus: ['ok', 'error'] })] },
  async run(ctx) { const mk = (name) => tool(() => ctx.probe('tool', name, async () => 'x'), { name, description: 'm', schema: z.object({ q: z.string() }) }); return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [mk('a_tool'), mk('b_tool')], middleware: [llmToolSelectorMiddleware({ model: chat(ctx, 'm-select'), maxTools: 1 })] }).invoke(ask('x'), { callbacks: ctx.callbacks }); },
};
