import { setTimeout as sleep } from 'node:timers/promises'
import { startFakeLlm } from '@agenttracer/fake-llm'
import { freePort } from '@agenttracer/postgres'
import { AgentTracer, type AgentTracerOptions } from '@agenttracer/sdk-core'
import { forgotten, createPlanter } from '../mark/planter.ts'
import type { Mark } from '../mark/mark.ts'
import type { MarkForm, Place } from '../mark/place.ts'
import { Searcher } from '../search/leaks.ts'
import { agentsPlaces } from './agents-places.ts'
import { playAgents } from './agents.ts'
import { byHandPlaces } from './by-hand-places.ts'
import { playByHand } from './by-hand.ts'
import { langchainPlaces } from './langchain-places.ts'
import { playLangChain } from './langchain.ts'
import { openaiPlaces } from './openai-places.ts'
import { playOpenAI } from './openai.ts'
import type { Plant, Stage } from './stage.ts'
import { Witness } from './witness.ts'

interface Area<Table extends readonly Place[]> {
  readonly table: Table
  readonly play: (stage: Stage, plant: Plant<Table[number]['id']>) => Promise<void>
}

export interface Played {
  readonly marks: readonly Mark[]
  /** Places whose mark was not planted, or was planted and reached nobody: their absence elsewhere would prove nothing. */
  readonly unproven: readonly string[]
  /** What the tracers told the host of themselves. */
  readonly diagnostics: string
}

interface PlayOptions {
  readonly apiUrl: string
  readonly form: MarkForm
  readonly seed: string
}

/** Plays every scenario of the SDK path once, with one form of mark. */
export async function playSdk(options: PlayOptions): Promise<Played> {
  const played = [
    await playArea({ table: byHandPlaces, play: playByHand }, options),
    await playArea({ table: openaiPlaces, play: playOpenAI }, options),
    await playArea({ table: langchainPlaces, play: playLangChain }, options),
    await playArea({ table: agentsPlaces, play: playAgents }, options),
  ]
  return { marks: played.flatMap(({ marks }) => marks), unproven: played.flatMap(({ unproven }) => unproven), diagnostics: played.map(({ diagnostics }) => diagnostics).join('\n') }
}

async function playArea<const Table extends readonly Place[]>({ table, play }: Area<Table>, { apiUrl, form, seed }: PlayOptions): Promise<Played> {
  const planter = createPlanter(table, form, seed)
  const witness = new Witness()
  const llm = await startFakeLlm({ chunkSize: 400 })
  const closedUrl = `http://127.0.0.1:${await freePort()}`
  const tracers: AgentTracer[] = []
  const told: string[] = []
  const newTracer = (more: AgentTracerOptions = {}): AgentTracer => {
    const tracer = new AgentTracer({ apiUrl, onDiagnostic: (event) => told.push(JSON.stringify(event)), ...more })
    tracers.push(tracer)
    return tracer
  }
  try {
    await play({ witness, llm, closedUrl, newTracer }, (id, harmless) => planter.plant(id, harmless))
    // Ends that come late: an abort's, a stream's.
    await sleep(50)
  } finally {
    for (const tracer of tracers) {
      await tracer.shutdown({ timeoutMs: 5_000 })
      told.push(JSON.stringify(tracer.diagnostics()))
    }
    await llm.close()
  }
  const seen = new Set(new Searcher(planter.planted).search({ name: 'witness', bytes: witness.bytes }).map(({ placeId }) => placeId))
  const unseen = planter.planted.filter(({ placeId }) => !seen.has(placeId)).map(({ placeId }) => placeId)
  return { marks: planter.planted, unproven: [...forgotten(table, planter), ...unseen].map((id) => `${id} (${form})`), diagnostics: told.join('\n') }
}
