import { MigrateError } from '@agenttracer/db'
import { parseEnv } from './env.ts'
import type { Env } from './env.ts'
import { reclassifyJob } from './jobs/reclassify.ts'
import { rollUpJob } from './jobs/roll-up.ts'
import { startJobs } from './jobs/schedule.ts'
import { upkeepJobs } from './jobs/upkeep.ts'
import { createLog, faultOf } from './log-events.ts'
import { createMetrics } from './metrics.ts'
import { DoorsUnfit, prepareDatabase } from './prepare-database.ts'
import { readSecrets, SecretFileError } from './secrets.ts'
import { serve } from './serve.ts'
import { openStores } from './stores.ts'
import { webhookJobs } from './webhooks/jobs.ts'

const stopWithinMs = 8_000
const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Everything starts here and stops here. */
async function main(env: Env): Promise<void> {
  const log = createLog(env.logLevel)
  const metrics = createMetrics()
  const secrets = readSecrets(env)
  await prepareDatabase({ ownerUrl: env.databaseUrl, ...secrets })
  const stores = openStores({ ...env, ...secrets, onDiagnosed: (elapsedMs) => metrics.ingestStage('diagnose', elapsedMs) })
  const serving = await serve({ ...env, adminKeyHash: secrets.adminKeyHash, ...stores, log, metrics })
  const jobs = startJobs(
    [
      ...upkeepJobs({ ...stores, control: stores.controlStore, retentionDays: env.retentionDays }),
      ...webhookJobs({ ...env, control: stores.controlStore, store: stores.queryStore, log, allowPrivate: env.allowPrivateTargets }),
      rollUpJob({ control: stores.controlStore }),
      reclassifyJob({ ingest: stores.ingestStore, control: stores.controlStore, log, metrics }),
    ],
    { log, metrics },
  )

  let isStopping = false
  const stop = async (signal: 'SIGTERM' | 'SIGINT'): Promise<void> => {
    if (isStopping) return
    isStopping = true
    const started = performance.now()
    log({ event: 'api.stopping', signal })
    // A second past the time for requests the process goes, whatever hangs.
    setTimeout(() => process.exit(1), stopWithinMs + 1_000).unref()
    await serving.stop(stopWithinMs)
    await jobs.stop()
    await stores.close()
    log({ event: 'api.stopped', elapsedMs: Math.round(performance.now() - started) })
    process.exit(0)
  }
  process.on('SIGTERM', (signal) => void stop(signal as 'SIGTERM'))
  process.on('SIGINT', (signal) => void stop(signal as 'SIGINT'))
  // A bug must not print what it holds; the process goes on only where the edge could answer.
  process.on('unhandledRejection', (reason) => log({ event: 'bug', door: 'process', ...faultOf(reason) }))
  process.on('uncaughtException', (error) => {
    log({ event: 'bug', door: 'process', ...faultOf(error) })
    process.exit(1)
  })
}

const parsed = parseEnv()
if (!parsed.ok) {
  for (const { key, rule } of parsed.faults) say(`${key}: ${rule}`)
  process.exit(1)
}
main(parsed.env).catch((error: unknown) => {
  if (error instanceof SecretFileError) say(error.message)
  else if (error instanceof MigrateError) say(error.hint)
  else if (error instanceof DoorsUnfit) for (const { hint } of error.faults) say(hint)
  else if (faultOf(error).errno === 'EADDRINUSE') say('A port of the API is taken: set AGENTTRACER_INGEST_PORT and AGENTTRACER_QUERY_PORT to free ones.')
  else say(`The API did not start: ${JSON.stringify(faultOf(error))}`)
  process.exit(1)
})
