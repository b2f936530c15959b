import { client, fn, loop } from '../lib/openai.mjs';
import { getJson } from '../lib/upstream.mjs';
import { ask, bad, call, cause, cut, err, hang, ok, only, reset, say, sleep } from '../lib/kit.mjs';

import { AzureOpenAI } from 'openai';
export default {
  id: 'oai-azure-deployment', framework: 'openai', description: 'The Azure client: a deployment that is not there.',
  llm: [err(404, 'DeploymentNotFound', { type: 'invalid_request_error' })],
  truth: {
    runStatus: 'failed', rootCause: cause('model', 'my-gpt', 'model', 'not_found'), throws: 'NotFoundError', attempts: { 'my-gpt': 1 },
    steps: [bad('model', 'my-gpt', 'model.not_found')],
  },
  async run(ctx) {
    return ctx.wrap.run('x', () => ctx.openai(new AzureOpenAI({ apiKey: ctx.apiKey, apiVersion: '2024-10-21', endpoint: ctx.llmUrl.replace('/v1', ''), maxRetries: 1 })).chat.completions.create({ model: 'my-gpt', ...ask('x') }));
  },
};
