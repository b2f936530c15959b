import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda } from '@langchain/core/runnables';
import { chat } from '../lib/langchain.mjs';
import { bad, err, ok, only, say } from '../lib/kit.mjs';

export default {
  id: 'lc-fallback-named-chains', framework: 'langchain', description: 'Chains and lambdas with names of their own stand in for each other: the second chain of three answers, then a named lambda answers for another.',
  llm: [only('m-a', err(503)), only('m-b', say('x')), only('m-c', err(503)), only('m-d', say('x'))],
  truth: { runStatus: 'success', degraded: false, rootCause: null, throws: null, attempts: { 'm-a': 1, 'm-b': 1, 'm-c': 1, 'm-d': 1 }, steps: [bad('model', 'm-a', 'model.provider_error'), ok('model', 'm-b'), bad('model', 'm-c', 'model.provider_error'), ok('model', 'm-d')] },
  async run(ctx) {
    const chain = (m) => ChatPromptTemplate.fromTemplate('{q}').pipe(chat(ctx, m)).pipe(new StringOutputParser());
    const first = chain('m-a').withConfig({ runName: 'main_chain' }).withFallbacks([chain('m-b').withConfig({ runName: 'backup_chain' })]);
    const lambda = (m) => RunnableLambda.from((q, config) => chat(ctx, m).invoke(q, config)).withConfig({ runName: `ask_${m}` });
    return first.pipe(lambda('m-c').withFallbacks([lambda('m-d')])).withConfig({ runName: 'all' }).invoke({ q: 'x' }, { callbacks: ctx.callbacks });
  },
};
