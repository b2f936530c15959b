import { tool } from 'langchain';
import { chat } from '../lib/langchain.mjs';
import { bad, cause, ok, say } from '../lib/kit.mjs';
import { getJson } from '../lib/upstream.mjs';
import { z } from 'zod';
import { RunnableLambda } from '@langchain/core/runnables';
export default {
  id: 'lc-tool-fallback-tool', framework: 'langchain', description: 'A tool with a fallback tool: the first service is down, the second answers. The first was never made up for by itself.',
  llm: [say('7 degrees')], upstream: { '/a': [503], '/b': [{ t: 7 }] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'weather_a', 'tool', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 1, weather_a: 1, weather_b: 1 },
    steps: [bad('tool', 'weather_a', 'tool.upstream_error'), ok('tool', 'weather_b'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const t = (name, path) => tool(() => ctx.probe('tool', name, async () => JSON.stringify(await getJson(ctx.upstreamUrl + path))), { name, description: name, schema: z.object({ city: z.string() }) });
    return t('weather_a', '/a').withFallbacks([t('weather_b', '/b')]).pipe(RunnableLambda.from((text) => [['human', text]])).pipe(chat(ctx, 'gpt-4.1')).invoke({ city: 'x' }, { callbacks: ctx.callbacks });
  },
};
