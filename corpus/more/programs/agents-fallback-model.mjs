import { Agent, tool } from '@openai/agents';
import { z } from 'zod';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, err, ok, only } from '../lib/kit.mjs';

class FallbackModel { constructor(...models) { this.models = models; } async getResponse(request) { let last; for (const m of this.models) { try { return await m.getResponse(request); } catch (e) { last = e; } } throw last; } getStreamedResponse(r) { return this.models[0].getStreamedResponse(r); } }
export default {
  id: 'agents-fallback-model', framework: 'openai-agents', description: 'A model of the host\'s own that asks one model of the SDK after the other.',
  llm: [only('gpt-4.1', err(503)), only('gpt-4o', call(['look', {}])), only('gpt-4.1', err(503)), only('gpt-4o', err(401, 'invalid_api_key'))],
  truth: { runStatus: 'failed', rootCause: cause('model', 'gpt-4o', 'model', 'auth_failed'), throws: 'AuthenticationError', attempts: { 'gpt-4.1': 2, 'gpt-4o': 2, look: 1 }, steps: [bad('model', 'gpt-4.1', 'model.provider_error'), ok('model', 'gpt-4o'), ok('tool', 'look'), bad('model', 'gpt-4.1', 'model.provider_error'), bad('model', 'gpt-4o', 'model.auth_failed')] },
  async run(ctx) { const r = runner(ctx); const p = r.config.modelProvider; const look = tool({ name: 'look', description: 'l', parameters: z.object({}), execute: () => ctx.probe('tool', 'look', async () => 1) }); return (await r.run(new Agent({ name: 'a', model: new FallbackModel(await p.getModel('gpt-4.1'), await p.getModel('gpt-4o')), tools: [look] }), 'x')).finalOutput; },
};
