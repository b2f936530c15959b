import { Annotation, Command, StateGraph } from '@langchain/langgraph';
import { tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';

const S = Annotation.Root({ a: Annotation({ reducer: (x, y) => y }), log: Annotation({ reducer: (x, y) => x.concat(y), default: () => [] }), n: Annotation({ reducer: (x, y) => y, default: () => 0 }) });

export default {
  id: 'lg-node-timeout-handled', framework: 'langgraph', description: 'A node in the second step has 150 ms for its tool and a handler that goes on with a model.',
  llm: [say('a'), say('b')], upstream: { '/h': ['hang'] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('orchestration', null, 'orchestration', 'deadline_exceeded', { acceptStep: [{ stepType: 'tool', stepName: 'slow' }], acceptCode: ['tool.timeout'] }), throws: null, attempts: { 'gpt-4.1': 2, slow: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'slow', 'orchestration.deadline_exceeded', { acceptStatus: ['cancelled', 'error', 'running'], acceptCode: ['tool.timeout'], codeOptional: true }), ok('model', 'gpt-4.1')] },
  async run(ctx) { const m = chat(ctx, 'gpt-4.1'); const t = tool((_, c) => ctx.probe('tool', 'slow', () => fetch(`${ctx.upstreamUrl}/h`, { signal: c.signal })), { name: 'slow', description: 's', schema: z.object({}) }); const n = async (s, c) => ({ a: (await m.invoke('x', c)).content }); return new StateGraph(S).addNode('p', n).addNode('w', async (s, c) => ({ a: await t.invoke({}, c) }), { timeout: 150, errorHandler: () => new Command({ goto: 'v' }), ends: ['v'] }).addNode('v', n).addEdge('__start__', 'p').addEdge('p', 'w').compile().invoke({ a: 1 }, { callbacks: ctx.callbacks }); },
};
