/** What a user writes, in both module systems: a run by hand and one of each framework. It ends with 3 if the typed client is not there. */
export type ModuleKind = 'mjs' | 'cjs'

const named: readonly (readonly [from: string, names: string])[] = [
  ['@agenttracer/sdk-core', 'AgentTracer'],
  ['@agenttracer/sdk-langchain', 'langchain'],
  ['@agenttracer/sdk-openai', 'openai, openaiAgents'],
  ['@agenttracer/client', 'createAgentTracerClient'],
  ['@langchain/core/runnables', 'RunnableLambda'],
  ['@langchain/core/tools', 'DynamicTool'],
  ['@langchain/langgraph', 'Annotation, StateGraph'],
  ['@openai/agents', 'Agent, OpenAIProvider, Runner, tool'],
  ['openai', 'OpenAI'],
]

const program = `
async function main() {
  const tracer = new AgentTracer({ agentId: 'consumer', agentVersion: '1.0.0', apiUrl: process.env.COLLECTOR, plugins: [langchain(), openai(), openaiAgents()] })
  const llm = { apiKey: 'none', baseURL: process.env.LLM }
  await tracer.run((run) => run.step('tool', 'by_hand', async () => 1))
  const lookUp = new DynamicTool({ name: 'look_up', description: 'x', func: async () => 'x' })
  await RunnableLambda.from((input, config) => lookUp.invoke(input, config)).invoke('x')
  const count = new DynamicTool({ name: 'count_words', description: 'x', func: async () => 'x' })
  const State = Annotation.Root({ text: Annotation() })
  await new StateGraph(State).addNode('count', async () => ({ text: await count.invoke('x') })).addEdge('__start__', 'count').addEdge('count', '__end__').compile().invoke({ text: 'x' })
  await new OpenAI(llm).chat.completions.create({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'x' }] })
  const addUp = tool({ name: 'add_up', description: 'x', parameters: { type: 'object', properties: {}, required: [], additionalProperties: false }, strict: true, execute: async () => 'x' })
  const runner = new Runner({ modelProvider: new OpenAIProvider({ ...llm, useResponses: false }), tracingDisabled: true })
  await runner.run(new Agent({ name: 'desk', model: 'gpt-4.1', tools: [addUp] }), 'x')
  await tracer.shutdown()
  if (typeof createAgentTracerClient({ url: process.env.COLLECTOR }).runs.list.query !== 'function') process.exit(3)
}
main()
`

/** The steps that the program makes, one text each; models by the name that was asked for. */
export const expectedSteps: readonly string[] = [
  'tool by_hand ok', 'tool look_up ok', 'tool count_words ok', 'model gpt-4.1-mini ok', 'model gpt-4.1 ok', 'tool add_up ok', 'model gpt-4.1 ok',
]

export function consumerProgram(kind: ModuleKind): string {
  const lines = named.map(([from, names]) => (kind === 'mjs' ? `import { ${names} } from '${from}'` : `const { ${names} } = require('${from}')`))
  return [...lines, program].join('\n')
}
