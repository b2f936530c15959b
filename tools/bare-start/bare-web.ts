import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort } from '@agenttracer/postgres'
import { ordersOf, stagesOf } from '../container/stages.ts'
import { testEnv } from '../test/test-env.ts'
import { ready, start, stopped } from './image-process.ts'
import { imageStart } from './image-start.ts'

const password = 'a-password-of-the-test'

/**
 * The web image without a container engine: the packages installed by the command of its stage, its folders beside them, then its command
 * under nothing but the image's environment. `build`: a built web UI. Answers what is wrong.
 */
export async function bareWeb(root: string, dockerfile: string, build: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'agenttracer-bare-web-'))
  try {
    install(root, dockerfile, folder)
    cpSync(build, join(folder, 'apps/web/build'), { recursive: true })
    return await run(join(folder, 'apps/web'), join(root, 'Dockerfile'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What `COPY . .` and the RUN of the stage of packages leave: sources as git has them, packages without those of development. */
function install(root: string, dockerfile: string, folder: string): void {
  const [command] = stagesOf(dockerfile).filter(({ name }) => name === 'web-packages').flatMap((stage) => ordersOf(stage, 'RUN'))
  if (command === undefined) throw new Error('The Dockerfile has no stage web-packages with a RUN.')
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0').filter((file) => file !== '' && existsSync(join(root, file)))
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  chmodSync(folder, 0o755)
  execFileSync('sh', ['-ec', command.text], { cwd: folder, env: testEnv({ npm_config_prefer_offline: 'true' }), stdio: 'pipe', timeout: 280_000 })
}

async function run(folder: string, dockerfile: string): Promise<string[]> {
  const { command, healthCheck, env: imageEnv } = imageStart(dockerfile, 'web')
  const [port, keyFile] = [await freePort(), join(folder, 'admin-key')]
  writeFileSync(keyFile, `at_admin_${randomBytes(24).toString('hex')}\n`)
  const env = { ...imageEnv, PATH: dirname(process.execPath), AGENTTRACER_WEB_HOST: '0.0.0.0', AGENTTRACER_WEB_PORT: String(port), AGENTTRACER_ADMIN_KEY_FILE: keyFile }
  const open = spawnSync(command[0] ?? '', command.slice(1), { cwd: folder, env, encoding: 'utf8', timeout: 30_000 })
  const faults = open.status === 1 && open.stderr.includes('AGENTTRACER_UI_PASSWORD') ? [] : ['open to everybody without a password it does not refuse by naming the setting']
  const url = `http://127.0.0.1:${port}`
  const web = start(command, folder, { ...env, AGENTTRACER_UI_PASSWORD: password })
  try {
    await ready(`${url}/health/live`, web)
    if (spawnSync(healthCheck[0] ?? '', healthCheck.slice(1), { cwd: folder, env, timeout: 10_000 }).status !== 0) faults.push('the health check fails')
    const stranger = await fetch(`${url}/p/default/runs`, { redirect: 'manual' })
    if (stranger.status < 300 || stranger.status === 404 || stranger.status >= 500) faults.push(`a stranger is answered with ${stranger.status}`)
    const signIn = await fetch(`${url}/sign-in`, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url }, body: new URLSearchParams({ password }) })
    const cookie = signIn.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
    // No API here: the page itself must stand, with its panels saying so.
    const page = await fetch(`${url}/p/default/runs`, { headers: { cookie } })
    if (signIn.status !== 303 || !(await page.text()).includes('<html')) faults.push(`signing in is answered with ${signIn.status}, a page with ${page.status}`)
  } finally {
    const code = await stopped(web.process)
    if (code !== 0) faults.push(`SIGTERM ends it with ${String(code)}: ${web.said().slice(-500)}`)
  }
  return faults
}
