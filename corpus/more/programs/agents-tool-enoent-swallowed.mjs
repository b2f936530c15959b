import { Agent, handoff, retryPolicies, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, say, sleep } from '../lib/kit.mjs';

import { readFile } from 'node:fs/promises';
export default {
  id: 'agents-tool-enoent-swallowed', framework: 'openai-agents', description: 'A tool cannot read its file, the SDK swallows that; no HTTP is involved. The SDK shows the error to nobody, so that its kind may stay unknown.',
  llm: [call(['read_policy', {}]), say('no policy')],
  truth: {
    runStatus: 'success', degraded: true, rootCause: cause('tool', 'read_policy', 'tool', 'system_error', { acceptCode: ['tool.exception'] }), throws: null, attempts: { 'gpt-4.1': 2, read_policy: 1 },
    steps: [ok('model', 'gpt-4.1'), bad('tool', 'read_policy', 'tool.system_error', { acceptCode: ['tool.exception'] }), ok('model', 'gpt-4.1')],
  },
  async run(ctx) {
    const policy = tool({ name: 'read_policy', description: 'policy', parameters: z.object({}), execute: () => ctx.probe('tool', 'read_policy', async () => String(await readFile('/nonexistent/policy'))) });
    return (await runner(ctx).run(new Agent({ name: 'hr', model: 'gpt-4.1', tools: [policy] }), 'x')).finalOutput;
  },
};
