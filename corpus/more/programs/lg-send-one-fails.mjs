import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

export default {
  id: 'lg-send-one-fails', framework: 'langgraph', description: 'A map with Send: three workers call a tool each, one is told 422, its error ends the graph.',
  llm: [], upstream: { '/w/1': [{ ok: 1 }], '/w/2': [422], '/w/3': [{ ok: 1 }] },
  truth: {
    runStatus: 'failed', rootCause: cause('tool', 'grade_essay', 'tool', 'bad_request'), throws: 'HttpError', attempts: { grade_essay: 3 }, unordered: true,
    steps: [ok('tool', 'grade_essay'), bad('tool', 'grade_essay', 'tool.bad_request'), ok('tool', 'grade_essay')],
  },
  async run(ctx) {
    const grade = tool(({ n }) => ctx.probe('tool', 'grade_essay', async () => { await sleep(n === 2 ? 60 : 5); return getJson(`${ctx.upstreamUrl}/w/${n}`); }), { name: 'grade_essay', description: 'grade', schema: z.object({ n: z.number() }) });
    const S = Annotation.Root({ n: Annotation(), out: Annotation({ reducer: (a, b) => a.concat(b), default: () => [] }) });
    return new StateGraph(S).addNode('grade', async (s) => ({ out: [await grade.invoke({ n: s.n })] }))
      .addConditionalEdges('__start__', () => [1, 2, 3].map((n) => new Send('grade', { n }))).addEdge('grade', '__end__').compile().invoke({}, { callbacks: ctx.callbacks });
  },
};
