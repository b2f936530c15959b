import { isTaken } from '../start/ports.ts'
import { examineClock } from './surroundings.ts'
import { bad, note, ok, type Verdict } from './verdict.ts'

type Fetch = typeof fetch

/** The doors of the API, the web UI, its way to the API, the API's clock, and the last run that arrived. */
export async function examineDoors(ports: { readonly ingest: number; readonly query: number; readonly web: number }, request: Fetch = fetch): Promise<Verdict[]> {
  const url = (port: number): string => `http://127.0.0.1:${port}`
  return [
    await door('ingest', url(ports.ingest), 'AGENTTRACER_INGEST_PORT', request),
    await door('query', url(ports.query), 'AGENTTRACER_QUERY_PORT', request),
    ...(await clock(url(ports.query), request)),
    ...(await page(url(ports.web), request)),
    await lastRun(url(ports.query), request),
  ]
}

/** Whether the ingest door takes the key of this shell: asked with a body that no door takes, so that nothing is written. */
export async function examineKey(apiUrl: string, apiKey: string, request: Fetch = fetch): Promise<Verdict[]> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const answer = await request(`${apiUrl.replace(/\/+$/, '')}/v1/runs`, { method: 'POST', headers, body: '[', redirect: 'manual', signal: AbortSignal.timeout(3000) }).catch(() => undefined)
  if (answer === undefined) return [bad('nobody answers at AGENTTRACER_API_URL', 'check the address, and that the ingest door runs there')]
  if (answer.status === 401) return [bad('the door does not know AGENTTRACER_API_KEY', 'it was revoked, has expired or is of another instance: make a new one under Settings, Keys')]
  if (answer.status === 403) return [bad('AGENTTRACER_API_KEY may not write', 'an SDK needs a key that begins with at_ingest_')]
  return answer.status === 400 ? [ok('the door takes AGENTTRACER_API_KEY')] : [note(`the door answers HTTP ${answer.status}`, 'is AGENTTRACER_API_URL the address of an ingest door?')]
}

async function ask(url: string, request: Fetch): Promise<Response | undefined> {
  try {
    return await request(url, { redirect: 'manual', signal: AbortSignal.timeout(3000) })
  } catch {
    return undefined
  }
}

async function door(name: string, url: string, key: string, request: Fetch): Promise<Verdict> {
  const answer = await ask(`${url}/health/ready`, request)
  if (answer === undefined && (await isTaken(Number(new URL(url).port)))) return bad(`a program that is not the ${name} door has port ${new URL(url).port}`, `stop it, or start with another ${key}`)
  if (answer === undefined) return bad(`nobody answers at the ${name} door ${url}`, `npm start; if it runs on another port, give ${key} here too`)
  if (answer.status === 200) return ok(`the ${name} door ${url} is ready`)
  if (answer.status === 503) return bad(`the ${name} door ${url} is up but not ready`, 'its database does not answer: see the log of the API in the data folder')
  return bad(`something else answers at ${url} (HTTP ${answer.status})`, `another program has the port: stop it, or start with another ${key}`)
}

async function clock(url: string, request: Fetch): Promise<Verdict[]> {
  const date = (await ask(`${url}/health/live`, request))?.headers.get('date') ?? null
  return date === null || Number.isNaN(Date.parse(date)) ? [] : [examineClock('the API', Date.parse(date) - Date.now())]
}

async function page(url: string, request: Fetch): Promise<Verdict[]> {
  const answer = await ask(`${url}/health/live`, request)
  if (answer === undefined && (await isTaken(Number(new URL(url).port)))) return [bad(`a program that is not the web UI has port ${new URL(url).port}`, 'stop it, or start with another AGENTTRACER_WEB_PORT')]
  if (answer === undefined) return [bad(`nobody answers at ${url}`, 'npm start; if it runs on another port, give AGENTTRACER_WEB_PORT here too')]
  if (!answer.ok) return [bad(`the web UI answers with HTTP ${answer.status}`, 'see web.log in the data folder; or another program has the port: start with another AGENTTRACER_WEB_PORT')]
  const way = await ask(`${url}/v1/runs?limit=1`, request)
  const here = ok(`the web UI answers at ${url}`)
  if (way?.status === 401 || way?.status === 403) return [here, note('the web UI asks for a sign-in, so its way to the API cannot be tried', 'sign in and look at Runs')]
  return [here, way?.ok === true ? ok('the web UI reaches the API') : bad(`the web UI does not reach the API${way === undefined ? '' : ` (HTTP ${way.status})`}`, 'AGENTTRACER_QUERY_URL of the web server must be the address of the query door; see web.log in the data folder')]
}

async function lastRun(url: string, request: Fetch): Promise<Verdict> {
  const answer = await ask(`${url}/v1/runs?limit=1`, request)
  if (answer === undefined || !answer.ok) return bad('the last run cannot be asked for', 'mend the query door first')
  const { items } = (await answer.json()) as { items?: { agentId?: string; environment?: string; receivedAt?: string; startedAt?: string }[] }
  const [run] = items ?? []
  if (run === undefined) return bad('no run has arrived yet', 'add the one line to your agent and run it; a process that ends at once must await tracer.shutdown()')
  const when = run.receivedAt ?? run.startedAt ?? 'at an unknown time'
  if (run.environment === 'demo') return note(`the newest run is one of the demo (${when})`, 'nothing of your own has arrived since: check the environment of your agent as above')
  return ok(`the newest run is of ${run.agentId ?? 'unknown'}, ${when}`)
}
