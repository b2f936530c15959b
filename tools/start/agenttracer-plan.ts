import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { apiEnv, demoEnv, webEnv } from './child-env.ts'
import type { MemberSpec } from './process-family.ts'
import { serverFlags } from './server-flags.ts'
import type { StartSettings } from './start-env.ts'
import type { Plan, ServerSpec, TaskSpec } from './supervise.ts'
import { isWebBuilt, markWebBuilt, webInputs } from './web-build.ts'
import { welcome } from './welcome.ts'

const isOk = (status: number): boolean => status === 200

/** The product: API, web UI and demo agents, over the database. */
export function agenttracerPlan(root: string, settings: StartSettings, say: (line: string) => void): Plan {
  const { home, ports, databaseUrl } = settings
  const [ingest, query, web] = [ports.ingest, ports.query, ports.web].map((port) => `http://127.0.0.1:${port}`)
  return {
    home,
    databaseUrl,
    say,
    task: isWebBuilt(root) ? undefined : webBuild(root, settings),
    servers: (ownerUrl, secrets): ServerSpec[] => [
      {
        name: 'api',
        title: 'API',
        script: join(root, 'apps/api/src/main.ts'),
        nodeFlags: serverFlags,
        cwd: root,
        env: apiEnv(settings, secrets, ownerUrl),
        ready: [ingest, query].map((door) => ({ url: `${door}/health/ready`, isWanted: isOk })),
      },
      {
        name: 'web',
        title: 'Web UI',
        script: join(root, 'apps/web/server.ts'),
        nodeFlags: serverFlags,
        cwd: join(root, 'apps/web'),
        env: webEnv(settings, secrets),
        ready: [{ url: `${web}/`, isWanted: (status) => status < 500 }],
      },
    ],
    demos: async () => (settings.isDemoWanted && (await isEmpty(`${query}/v1/runs?limit=1`)) ? demos(root, settings) : []),
    onReady: () => say(welcome(settings)),
  }
}

function webBuild(root: string, settings: StartSettings): TaskSpec {
  const inputs = webInputs(root)
  return {
    name: 'web-build',
    title: 'Building the web UI (first start after a change)',
    script: join(root, 'node_modules/@remix-run/dev/dist/cli.js'),
    args: ['vite:build'],
    cwd: join(root, 'apps/web'),
    env: { ...settings.base, NODE_ENV: 'production' },
    onDone: () => markWebBuilt(root, inputs),
  }
}

/** Only a project without a run gets the demo: it must never mix with someone's real runs. */
async function isEmpty(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) })
    const page = (await answer.json()) as { items?: unknown[] }
    return answer.ok && page.items?.length === 0
  } catch {
    return false
  }
}

/** The examples that are agents: each plays a script of its own. The others are programs to call with arguments. */
function demos(root: string, settings: StartSettings): MemberSpec[] {
  return readdirSync(join(root, 'examples'))
    .filter((name) => existsSync(join(root, 'examples', name, 'script.ts')))
    .map((name) => ({ name, script: join(root, 'examples', name, 'main.ts') }))
    .map(({ name, script }) => ({ name: `demo-${name}`, script, cwd: join(root, 'examples', name), env: demoEnv(settings) }))
}
