import { bad, note, ok, type Verdict } from './verdict.ts'

type Fetch = typeof fetch

/** The doors of the API, the web UI, and the last run that arrived. */
export async function examineDoors(ports: { readonly ingest: number; readonly query: number; readonly web: number }, request: Fetch = fetch): Promise<Verdict[]> {
  const url = (port: number): string => `http://127.0.0.1:${port}`
  return [
    await door('ingest', url(ports.ingest), 'AGENTTRACER_INGEST_PORT', request),
    await door('query', url(ports.query), 'AGENTTRACER_QUERY_PORT', request),
    await page(url(ports.web), request),
    await lastRun(url(ports.query), request),
  ]
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
  if (answer === undefined) return bad(`nobody answers at the ${name} door ${url}`, `npm start; if it runs on another port, give ${key} here too`)
  if (answer.status === 200) return ok(`the ${name} door ${url} is ready`)
  if (answer.status === 503) return bad(`the ${name} door ${url} is up but not ready`, 'its database does not answer: see the log of the API in the data folder')
  return bad(`something else answers at ${url} (HTTP ${answer.status})`, `another program has the port: stop it, or start with another ${key}`)
}

async function page(url: string, request: Fetch): Promise<Verdict> {
  const answer = await ask(`${url}/`, request)
  if (answer === undefined) return bad(`nobody answers at ${url}`, 'npm start; if it runs on another port, give AGENTTRACER_WEB_PORT here too')
  return answer.status < 500 ? ok(`the web UI answers at ${url}`) : bad(`the web UI answers with HTTP ${answer.status}`, 'see web.log in the data folder')
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
