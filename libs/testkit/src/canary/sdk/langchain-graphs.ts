import { Annotation, Command, InMemoryStore, interrupt, MemorySaver, Send, START, StateGraph, type LangGraphRunnableConfig } from '@langchain/langgraph'
import type { Play } from './langchain.ts'

const State = Annotation.Root({ note: Annotation<string>() })
type Note = { note: string }

/** Graphs: nodes with names, interrupts, checkpoints, stores, streams, errors. */
export async function graphs(play: Play): Promise<void> {
  await plainGraph(play)
  await interrupted(play)
  await failing(play)
}

async function plainGraph({ plant, stage, config }: Play): Promise<void> {
  const node = plant('langchain.graph.node', 'plan_route').replaceAll(/[|:]/g, ' ')
  const made = `answer_for_${plant('langchain.graph.node-made')}`.replaceAll(/[|:]/g, ' ')
  const graph = new StateGraph(State)
    .addNode(node, async ({ note }: Note, { store, writer }: LangGraphRunnableConfig) => {
      await store?.put(['users'], plant('langchain.graph.store'), { note: plant('langchain.graph.store') })
      writer?.({ note: plant('langchain.graph.writer') })
      return { note }
    })
    .addNode('fan_out', async () => ({ note: 'x' }))
    .addNode('worker', async ({ note }: Note) => {
      stage.witness.see(note)
      return { note: 'worked' }
    })
    .addNode(made, async ({ note }: Note) => ({ note }))
    .addEdge(START, node as typeof START)
    .addEdge(node as typeof START, made as typeof START)
    .addEdge(made as typeof START, 'fan_out')
    .addConditionalEdges('fan_out', () => [new Send('worker', { note: plant('langchain.graph.send') })], ['worker'])
    .compile({ store: new InMemoryStore(), name: plant('langchain.graph.name', 'router_graph') })
  await stage.witness.watch(async () => {
    for await (const part of await graph.stream({ note: plant('langchain.graph.state') }, { ...config(), streamMode: ['custom', 'updates'] })) stage.witness.see(part)
  })
  stage.witness.see(plant('langchain.graph.store'))
}

async function interrupted({ plant, stage, config }: Play): Promise<void> {
  const saver = new MemorySaver()
  const graph = new StateGraph(State)
    .addNode('ask_human', async () => ({ note: String(interrupt({ question: plant('langchain.graph.interrupt') })) }))
    .addEdge(START, 'ask_human')
    .compile({ checkpointer: saver })
  const thread = { ...config(), configurable: { thread_id: plant('langchain.graph.checkpoint') } }
  await stage.witness.watch(() => graph.invoke({ note: plant('langchain.graph.checkpoint') }, thread))
  await stage.witness.watch(() => graph.invoke(new Command({ resume: plant('langchain.graph.resume') }), thread))
  await stage.witness.watch(() => graph.getState(thread))
}

async function failing({ plant, stage, config }: Play): Promise<void> {
  const graph = new StateGraph(State)
    .addNode('break_down', async (): Promise<Note> => {
      throw new Error(plant('langchain.graph.error'))
    }, { retryPolicy: { maxAttempts: 2, initialInterval: 1 } })
    .addEdge(START, 'break_down')
    .compile()
  await stage.witness.watch(() => graph.invoke({ note: 'x' }, config()))
}
