import { StateGraph, MessagesAnnotation, Annotation, Send, Command, MemorySaver, interrupt } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

import { task, entrypoint } from '@langchain/langgraph';
export default {
  id: 'lg-functional-task-fails', framework: 'langgraph', description: 'The functional API: an entrypoint with tasks; a task whose model is unknown ends it.',
  llm: [only('gpt-4.1', say('topic')), only('gpt-5-typo', err(404, 'model_not_found', { type: 'invalid_request_error' }))],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'gpt-5-typo', 'model', 'not_found'), throws: 'NotFoundError', attempts: { 'gpt-4.1': 1, 'gpt-5-typo': 1 },
    steps: [ok('model', 'gpt-4.1'), bad('model', 'gpt-5-typo', 'model.not_found')],
  },
  async run(ctx) {
    const pick = task('pick_topic', async () => (await chat(ctx, 'gpt-4.1').invoke('x')).content);
    const write = task('write_text', async (t) => (await chat(ctx, 'gpt-5-typo').invoke(t)).content);
    return entrypoint('essay', async () => write(await pick())).invoke('x', { callbacks: ctx.callbacks });
  },
};
