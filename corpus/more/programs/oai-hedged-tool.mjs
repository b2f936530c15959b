import { client, loop } from '../lib/openai.mjs';
import { bad, call, cause, hang, ok, say } from '../lib/kit.mjs';
import { getJson } from '../lib/upstream.mjs';

export default {
  id: 'oai-hedged-tool', framework: 'openai', description: 'A tool asks two mirrors and stops the slower one; a second tool asks two at once, gets a 503 from one and throws an error of its own.',
  llm: [call(['hedged', {}]), call(['both', {}]), say('half')], upstream: { '/fast': [{ a: 1 }], '/hang': ['hang'], '/down': [503] },
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'both', 'tool', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 3, hedged: 1, both: 1 },
    steps: [ok('model', 'gpt-4.1'), ok('tool', 'hedged'), ok('model', 'gpt-4.1'), bad('tool', 'both', 'tool.upstream_error'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const tools = {
      hedged: () => ctx.probe('tool', 'hedged', async () => { const stop = new AbortController(); const slow = fetch(`${ctx.upstreamUrl}/hang`, { signal: stop.signal }).catch(() => null); const won = await Promise.race([getJson(`${ctx.upstreamUrl}/fast`), slow]); stop.abort(); await slow; return won; }),
      both: () => ctx.probe('tool', 'both', async () => { const [a, b] = await Promise.all([fetch(`${ctx.upstreamUrl}/down`), fetch(`${ctx.upstreamUrl}/fast`)]); await b.text(); if (!a.ok) throw new Error('one half is missing'); return 'ok'; }),
    };
    return ctx.wrap.run('desk', () => loop(ctx, client(ctx), { model: 'gpt-4.1', tools, onToolError: 'tell' }, 'x'));
  },
};
