import type { AgentTracerClient } from '@agenttracer/client'
import type { KeyView, ProjectView } from '@agenttracer/schema/query'
import { environmentInput } from '@agenttracer/schema/query'
import { data } from '@remix-run/node'
import { panelError } from '../../api/panel-error.ts'
import { controlClient, controlReader } from '../../control.server.ts'
import { readForm } from '../../form-data.server.ts'
import { foreignForm, incompleteForm, refusal } from './outcome.ts'
import type { Loaded, Outcome } from './outcome.ts'

/** Nothing of Settings is kept by a browser or anything in between. */
export const unkept = { 'Cache-Control': 'no-store' } as const

const allTime = '3660d'

/** Reads with the admin key for a page of ours. */
export async function loadSettings<T>(request: Request, read: (client: AgentTracerClient) => Promise<T>): Promise<Loaded<T>> {
  const client = controlReader(request)
  if (client === undefined) return { ok: false, why: 'not_own_page' }
  try {
    return { ok: true, value: await read(client) }
  } catch (error) {
    const { httpStatus } = panelError(error)
    return { ok: false, why: httpStatus === 401 || httpStatus === 403 ? 'no_key' : 'unreachable' }
  }
}

/** Runs a form of Settings. `work` gives undefined for what no form of ours can send. */
export async function settle(request: Request, work: (client: AgentTracerClient, form: FormData) => Promise<Outcome | Response | undefined>) {
  const client = controlClient(request)
  if (client === undefined) return data(foreignForm, { status: 403, headers: unkept })
  const form = await readForm(request)
  if (form === undefined) return data(incompleteForm, { status: 400, headers: unkept })
  try {
    const done = (await work(client, form)) ?? incompleteForm
    if (done instanceof Response) return done
    return data(done, { status: done.kind === 'refused' ? 400 : 200, headers: unkept })
  } catch (error) {
    const { outcome, status } = refusal(error)
    return data(outcome, { status, headers: unkept })
  }
}

/** Keys of the project and of the instance, newest first. */
export async function readKeys(client: AgentTracerClient): Promise<readonly KeyView[]> {
  const [ofProject, ofInstance] = await Promise.all([client.keys.list.query({ scope: 'project' }), client.keys.list.query({ scope: 'instance' })])
  return [...ofProject.items, ...ofInstance.items].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
}

export interface ProjectSettings {
  readonly project: ProjectView | null
  /** Null where they could not be counted. */
  readonly demoRuns: number | null
  readonly isDemoCapped: boolean
}

export async function readProject(client: AgentTracerClient, slug: string): Promise<ProjectSettings> {
  const [{ items }, demo] = await Promise.all([client.projects.list.query(), client.runs.facets.query({ env: demoEnvironment, last: allTime }).catch(() => null)])
  return { project: items.find((project) => project.slug === slug) ?? null, demoRuns: demo?.runs ?? null, isDemoCapped: demo?.isCapped ?? false }
}

/** What the demo's runs carry. */
export const { environment: demoEnvironment } = environmentInput.parse({ environment: 'demo' })

/** How many runs are older than a retention time of so many days. */
export async function countOlder(client: AgentTracerClient, days: number): Promise<{ readonly runs: number; readonly isCapped: boolean }> {
  const { runs, isCapped } = await client.runs.facets.query({ to: new Date(Date.now() - days * 86_400_000).toISOString() })
  return { runs, isCapped }
}

export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
