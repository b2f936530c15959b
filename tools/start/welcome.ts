import type { StartSettings } from './start-env.ts'

/** What is said when everything runs: where to look, and the one line to add. */
export function welcome({ home, ports, isDemoWanted }: Pick<StartSettings, 'home' | 'ports' | 'isDemoWanted'>): string {
  return `
AgentTracer is ready.

  Web UI   http://localhost:${ports.web}
  Ingest   http://127.0.0.1:${ports.ingest}   write-only, for your agents
  Query    http://127.0.0.1:${ports.query}   read-only

The one line to add to your agent:

  const tracer = new AgentTracer({ agentId: 'my-agent', apiUrl: 'http://127.0.0.1:${ports.ingest}', plugins: [langchain()] })

Data: ${home}${isDemoWanted ? '\nAn empty project is shown demo runs (AGENTTRACER_DEMO=off: none).' : ''}
Nothing to see? npm run doctor.   Ctrl-C stops everything.`
}
