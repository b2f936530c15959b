import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, call, cause, err, ok } from '../lib/kit.mjs';

export default {
  id: 'agents-tool-then-independent', framework: 'openai-agents', description: 'A tool recovers; later the input is too long.',
  llm: [call(['a', {}]), call(['a', {}]), err(400, 'context_length_exceeded')], upstream: { '/a': [503, { ok: 1 }] },
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4.1', 'model', 'context_length_exceeded'), throws: 'BadRequestError', attempts: { 'gpt-4.1': 3, a: 2 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'a', 'tool.upstream_error'), ok('model', 'gpt-4.1'), ok('tool', 'a'), bad('model', 'gpt-4.1', 'model.context_length_exceeded')] },
  async run(ctx) { const a = tool({ name: 'a', description: 'p', parameters: z.object({}), execute: () => ctx.probe('tool', 'a', () => getJson(`${ctx.upstreamUrl}/a`)) }); return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', tools: [a] }), 'x')).finalOutput; },
};
