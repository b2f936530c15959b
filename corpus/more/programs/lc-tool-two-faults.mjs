import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { chat } from '../lib/langchain.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, err, hang, ok, only, say, cut, sleep } from '../lib/kit.mjs';

import { readFile } from 'node:fs/promises';
export default {
  id: 'lc-tool-two-faults', framework: 'langchain', description: 'Two tools fail differently and are swallowed: a missing file that a second call heals, and a host that refuses connections for good.',
  llm: [call(['read_notes', { f: 'a' }]), call(['read_notes', { f: 'b' }]), call(['ping_host', { h: 'x' }]), say('done as far as possible')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'ping_host', 'tool', 'connection_failed'), throws: null, attempts: { 'gpt-4.1': 4, read_notes: 2, ping_host: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'read_notes', 'tool.system_error'), ok('model', 'gpt-4.1'), ok('tool', 'read_notes'), ok('model', 'gpt-4.1'), bad('tool', 'ping_host', 'tool.connection_failed'), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const notes = tool(({ f }) => ctx.probe('tool', 'read_notes', async () => (f === 'a' ? String(await readFile('/nonexistent/notes.txt')) : 'notes')), { name: 'read_notes', description: 'notes', schema: z.object({ f: z.string() }) });
    const ping = tool(() => ctx.probe('tool', 'ping_host', () => getJson(ctx.deadUrl)), { name: 'ping_host', description: 'ping', schema: z.object({ h: z.string() }) });
    return createAgent({ model: chat(ctx, 'gpt-4.1'), tools: [notes, ping] }).invoke(ask('notes'), { callbacks: ctx.callbacks });
  },
};
