import {
  browserPlaces, controlPlaces, crashPlaces, createPlanter, databasePlaces, environmentPlaces, forgotten, keyedPlaces, watchBrokeOff, watchStatements, writeDirectly, type Door, type Mark, type Place, type Surface,
} from '@agenttracer/testkit/canary'
import { visitWithMarks } from './browser.ts'
import { httpPlaces, newAnswers, probeDoors, readPagesWithViews, surface } from './collect.ts'
import { newControlAnswers, probeControl, readControl } from './control.ts'
import { crashKeyed, failMigrations } from './crash.ts'
import type { Stack } from './stack.ts'
import { startWrongly } from './start-wrongly.ts'
import type { SuiteOptions } from './suite.ts'

export interface Planted {
  readonly places: readonly Place[]
  readonly marks: readonly Mark[]
  readonly surfaces: readonly Surface[]
  readonly unproven: readonly string[]
  readonly statuses: ReadonlySet<number>
}

/** Plants every form in every place of the server path and keeps what came back. */
export async function plantServer({ root, seed, forms, parts, say }: SuiteOptions, stack: Stack): Promise<Planted> {
  const [hasWeb, hasDoors, hasCrash, hasBrowser] = [parts.has('web'), parts.has('server'), parts.has('crash'), parts.has('browser')]
  const environment = environmentPlaces.filter(({ app }) => (app === 'api' ? hasDoors : app === 'web' ? hasDoors && hasWeb : hasCrash))
  const reached = ({ door }: { readonly door: Door }): boolean => hasWeb || door !== 'web'
  const table: readonly Place[] = [
    ...(hasDoors ? [...httpPlaces.filter(reached), ...controlPlaces.filter(reached), ...databasePlaces] : []), ...(hasCrash ? [...keyedPlaces.filter(reached), ...crashPlaces] : []), ...environment, ...(hasBrowser ? browserPlaces : []),
  ]
  const [answers, control, starts, marks, unproven, surfaces]: [ReturnType<typeof newAnswers>, ReturnType<typeof newControlAnswers>, string[], Mark[], string[], Surface[]] = [newAnswers(), newControlAnswers(), [], [], [], []]
  const watch = await watchStatements(stack.databaseUrls.owner)
  const planters = new Map(forms.map((form) => [form, createPlanter<readonly Place[]>(table, form, seed)]))
  for (const [form, planter] of planters) {
    say(`planting ${form} in ${table.length} places of the server path`)
    if (hasDoors) await probeDoors({ stack, form, plant: ({ id }) => planter.plant(id) }, answers)
    if (stack.origins.web === undefined || !hasBrowser) continue
    const visited = await visitWithMarks(stack.origins.web, (id) => planter.plant(id))
    surfaces.push(...visited.surfaces)
    unproven.push(...visited.unproven)
  }
  if (hasDoors) surfaces.push(...(await readPagesWithViews(stack)))
  // After every page has been asked for: what a person types, the name of a view, is shown by those that list it.
  for (const [form, planter] of planters) {
    const plant = (id: string): string => planter.plant(id)
    if (hasDoors) await probeControl({ stack, form, plant: ({ id }) => plant(id) }, control, answers)
    if (hasCrash) starts.push(...(await crashKeyed({ root, stack, form, plant, plantKeyed: ({ id }) => plant(id) }, answers)), ...(await failMigrations(root, stack, plant)))
    starts.push(...(await startWrongly({ root, stack, places: environment, plant })))
    if (hasDoors) await writeDirectly({ urls: stack.databaseUrls, form, plant })
    marks.push(...planter.planted)
    unproven.push(...forgotten(table, planter).map((id) => `${id} (${form})`))
  }
  const statements = await watch.stop()
  if (statements.includes(watchBrokeOff)) unproven.push('statements were not watched to the end: the connection broke')
  if (starts.some((text) => text.includes('THE MIGRATION DID NOT FAIL'))) unproven.push('a migration that should fail did not')
  return {
    places: table, marks, statuses: answers.statuses,
    surfaces: [
      ...surfaces, surface('error bodies', answers.errors), surface('answers to marks', answers.good), ...(hasWeb ? [surface('pages for marks', answers.pages)] : []), surface('failed starts', starts),
      surface('statements', [statements]), ...(await readControl(stack, control)),
    ],
    unproven: [...unproven, ...answers.faults],
  }
}
