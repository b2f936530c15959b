import http from 'node:http';
import { client } from '../lib/openai.mjs';
import { ask, bad, err, ok, reset, say } from '../lib/kit.mjs';

export default {
  id: 'oai-fetch-by-node-http', framework: 'openai', description: 'A fetch of the host by node:http with an agent that keeps connections; overloaded, reset, answered.',
  llm: [err(529, 'overloaded'), reset(), say('x')],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'gpt-4.1': 3 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4.1', 'model.connection_failed'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const agent = new http.Agent({ keepAlive: true }); const by = (url, init) => new Promise((done, no) => { const q = http.request(url, { method: init.method, headers: Object.fromEntries(new Headers(init.headers)), agent }, (r) => { const parts = []; r.on('data', (d) => parts.push(d)); r.on('end', () => done(new Response(Buffer.concat(parts), { status: r.statusCode, headers: { 'content-type': r.headers['content-type'] } }))); }); q.on('error', no); q.end(init.body); }); try { return await ctx.wrap.run('r', () => client(ctx, { fetch: by, maxRetries: 3 }).chat.completions.create({ model: 'gpt-4.1', ...ask('x') })); } finally { agent.destroy(); } },
};
