import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isWebBuilt, markWebBuilt, webInputs } from '../start/web-build.ts'
import { runNode } from '../test/run-program.ts'
import { testEnv } from '../test/test-env.ts'

/** The pages under test are built from the code as it is; where only the servers are under test an earlier build will do. */
export async function buildWeb(root: string, isCurrentWanted: boolean, say: (line: string) => void): Promise<void> {
  if (isWebBuilt(root) || (!isCurrentWanted && existsSync(join(root, 'apps/web/build/server/index.js')))) return
  say('building the web UI')
  const inputs = webInputs(root)
  const { code, output } = await runNode([join(root, 'node_modules/@remix-run/dev/dist/cli.js'), 'vite:build'], { cwd: join(root, 'apps/web'), env: testEnv({ NODE_ENV: 'production' }), withinMs: 300_000 })
  if (code !== 0) throw new Error(`The web UI does not build: ${output.slice(-2_000)}`)
  markWebBuilt(root, inputs)
}
