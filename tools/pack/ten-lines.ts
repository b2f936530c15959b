import type { ModuleKind } from './consumer-program.ts'

/** What somebody writes on the first day with one framework: the imports, and what is to be done. */
interface TenLines {
  readonly imports: readonly (readonly [from: string, names: string])[]
  /** Options of the tracer. */
  readonly plugins: string
  readonly lines: readonly string[]
}

const core = ['@agenttracer/sdk-core', 'AgentTracer'] as const
const adapter = (name: string, names: string): readonly [string, string] => [`@agenttracer/sdk-${name}`, names]

/** A tool or a model that is not there: what each framework does with it is its own affair, the run has failed. */
const frameworks = {
  byHand: (isGood: boolean): TenLines => ({
    imports: [core],
    plugins: '',
    lines: [`const work = tracer.run((run) => run.step('tool', 'look_up', async () => ${isGood ? '1' : "{ throw new Error('x') }"}))`],
  }),
  langchain: (isGood: boolean): TenLines => ({
    imports: [core, adapter('langchain', 'langchain'), ['@langchain/core/runnables', 'RunnableLambda'], ['@langchain/core/tools', 'DynamicTool']],
    plugins: 'langchain()',
    lines: [
      `const lookUp = new DynamicTool({ name: 'look_up', description: 'x', func: async () => ${isGood ? "'x'" : "{ throw new Error('x') }"} })`,
      "const work = RunnableLambda.from((input, config) => lookUp.invoke(input, config)).invoke('x')",
    ],
  }),
  langgraph: (isGood: boolean): TenLines => ({
    imports: [core, adapter('langchain', 'langchain'), ['@langchain/langgraph', 'Annotation, StateGraph'], ['@langchain/core/tools', 'DynamicTool']],
    plugins: 'langchain()',
    lines: [
      `const lookUp = new DynamicTool({ name: 'look_up', description: 'x', func: async () => ${isGood ? "'x'" : "{ throw new Error('x') }"} })`,
      "const graph = new StateGraph(Annotation.Root({ text: Annotation() })).addNode('count', async () => ({ text: await lookUp.invoke('x') }))",
      "const work = graph.addEdge('__start__', 'count').addEdge('count', '__end__').compile().invoke({ text: 'x' })",
    ],
  }),
  openai: (isGood: boolean): TenLines => ({
    imports: [core, adapter('openai', 'openai'), ['openai', 'OpenAI']],
    plugins: 'openai()',
    lines: [
      "const client = new OpenAI({ apiKey: 'none', baseURL: process.env.LLM })",
      `const work = client.chat.completions.create({ model: '${isGood ? 'gpt-4.1-mini' : 'no-such-model'}', messages: [{ role: 'user', content: 'x' }] })`,
    ],
  }),
  openaiAgents: (isGood: boolean): TenLines => ({
    imports: [core, adapter('openai', 'openaiAgents'), ['@openai/agents', 'Agent, OpenAIProvider, Runner']],
    plugins: 'openaiAgents()',
    lines: [
      "const modelProvider = new OpenAIProvider({ apiKey: 'none', baseURL: process.env.LLM, useResponses: false })",
      `const work = new Runner({ modelProvider, tracingDisabled: true }).run(new Agent({ name: 'desk', model: '${isGood ? 'gpt-4.1-mini' : 'no-such-model'}' }), 'x')`,
    ],
  }),
} as const satisfies Record<string, (isGood: boolean) => TenLines>

export const frameworkNames = Object.keys(frameworks) as readonly (keyof typeof frameworks)[]

/** The program of one framework; its run is found by the agent's name. */
export function tenLines(agentId: string, framework: keyof typeof frameworks, kind: ModuleKind, isGood: boolean): string {
  const { imports, plugins, lines } = frameworks[framework](isGood)
  return [
    ...imports.map(([from, names]) => (kind === 'mjs' ? `import { ${names} } from '${from}'` : `const { ${names} } = require('${from}')`)),
    `const tracer = new AgentTracer({ agentId: '${agentId}', apiUrl: process.env.API, plugins: [${plugins}] })`,
    ...lines,
    'work.catch(() => undefined).then(() => tracer.shutdown())',
    '',
  ].join('\n')
}
