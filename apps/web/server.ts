import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { readWebEnv } from './app/env.server.ts'
import { log } from './app/log.server.ts'
import { startRefusal } from './server/access.ts'
import { createWebApp } from './server/web-app.ts'

/** Requests under way may end within this time after a signal. */
const stopMs = 8_000

const here = dirname(fileURLToPath(import.meta.url))
/** A folder of another build may be named, so that a rebuild does not pull the pages away from a server that runs. */
const folder = process.argv[2] ?? join(here, 'build')
const [serverBuild, clientFolder] = [join(folder, 'server/index.js'), join(folder, 'client')]

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}

const env = (() => {
  try {
    return readWebEnv()
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'Bad configuration of the web server.')
  }
})()
const refusal = startRefusal(env)
if (refusal !== undefined) refuse(refusal)
if (!existsSync(serverBuild)) refuse('The web app is not built. Run: npm run build')

const build = (await import(pathToFileURL(serverBuild).href)) as ServerBuild
const server = createWebApp(env, build, clientFolder).listen(env.port, env.host.replace(/^\[(.*)\]$/, '$1'))
server.on('listening', () => log({ event: 'web.started', port: (server.address() as AddressInfo).port }))
server.on('error', (error: NodeJS.ErrnoException) =>
  refuse(error.code === 'EADDRINUSE' ? `Port ${env.port} is taken. Stop the program that holds it or set AGENTTRACER_WEB_PORT.` : 'The web server could not listen.'),
)

let isStopping = false
function stop(): void {
  if (isStopping) return
  isStopping = true
  log({ event: 'web.stopping' })
  server.close(() => {
    log({ event: 'web.stopped' })
    process.exit(0)
  })
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), stopMs).unref()
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
