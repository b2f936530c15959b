import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

export default {
  id: 'lc-stream-events-tool-500', framework: 'langchain', description: 'streamEvents over an agent: the tool answers 500, the agent goes on with a streamed answer.',
  llm: [call(['read_meter', { id: 3 }]), say('The meter cannot be read right now.')], upstream: { '/meter': [500] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'read_meter', 'tool', 'upstream_error'), throws: null, attempts: { read_meter: 1, 'gpt-4.1-mini': 2 },
    steps: [ok('model', 'gpt-4.1-mini'), bad('tool', 'read_meter', 'tool.upstream_error'), ok('model', 'gpt-4.1-mini')],
  },
  async run(ctx) {
    const meter = tool(() => ctx.probe('tool', 'read_meter', () => getJson(`${ctx.upstreamUrl}/meter`)), { name: 'read_meter', description: 'meter', schema: z.object({ id: z.number() }) });
    const agent = createAgent({ model: chat(ctx, 'gpt-4.1-mini', { streaming: true }), tools: [meter] });
    let n = 0;
    for await (const _ of agent.streamEvents(ask('meter 3?'), { version: 'v2', callbacks: ctx.callbacks })) n++;
    return n > 0;
  },
};
