// Every command of package.json begins here, on whatever Node the machine has: only builtins may be used.
// It installs what the lock file names, then runs tools/<command>/main.ts with the project's own Node 24.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (line) => process.stderr.write(`${line}\n`)

/** Commands are the folders of tools/ with a main.ts; its first comment line describes it. */
function commands() {
  return readdirSync(join(root, 'tools'))
    .filter((name) => existsSync(join(root, 'tools', name, 'main.ts')))
    .map((name) => [name, readFileSync(join(root, 'tools', name, 'main.ts'), 'utf8').split('\n')[0].replace(/^\/\/ ?/, '')])
}

/** True if npm's own record of what it installed agrees with the lock file. A half-done install leaves no record. */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link || entry.optional) return true // optional: not for every platform
    return installed[path]?.version === entry.version && installed[path]?.integrity === entry.integrity
  })
}

/** npm that runs us, or the one on the PATH. Development and optional packages are part of the product here. */
async function install() {
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  say('Installing packages (about a minute the first time) ...')
  const began = Date.now()
  const beat = setInterval(() => say(`  still installing, ${Math.round((Date.now() - began) / 1000)} s`), 10_000)
  const npm = process.env.npm_execpath
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args], process.env)
    : await run('npm', args, process.env, process.platform === 'win32')
  clearInterval(beat)
  if (code !== 0) {
    say('Installing failed: the lines above say why. Check the network and free disk space, then try again.')
    process.exit(code)
  }
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`)
}

/** The project's own Node, or this one if it is new enough (there is no package for macOS). */
function findNode() {
  const folder = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const own = join(root, 'node_modules', folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  say(`Node 24 is needed and no bundled one exists for ${process.platform}-${process.arch}. Install Node 24 and try again.`)
  process.exit(1)
}

/** Our parent, and the parent of the shell that npm puts between itself and us. */
function starters() {
  if (process.env.npm_lifecycle_event === undefined) return String(process.ppid)
  try {
    const above =
      process.platform === 'linux'
        ? readFileSync(`/proc/${process.ppid}/stat`, 'utf8').replace(/^.*\) \S+ /s, '').split(' ')[0]
        : execFileSync('ps', ['-o', 'ppid=', '-p', String(process.ppid)], { encoding: 'utf8' }).trim()
    return `${process.ppid} ${above}`
  } catch {
    return String(process.ppid) // gone, or a system without ps
  }
}

/**
 * Runs a program to its end and answers its exit code. Signals are passed on, and so is the silent death of our parent:
 * a signal to `npm start` kills npm, perhaps its shell, and tells nobody else. The open channel tells the program of our own death.
 */
function run(program, args, env, shell = false) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, shell, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    const pass = (signal) => child.kill(signal)
    const stop = () => pass('SIGTERM')
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, stop)
    process.on('SIGINT', pass)
    const first = starters()
    const watch = setInterval(() => starters() !== first && stop(), 700)
    child.on('error', () => {
      say(`${program} cannot be run on this machine.`)
      resolve(127)
    })
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      for (const name of ['SIGTERM', 'SIGHUP']) process.off(name, stop)
      process.off('SIGINT', pass)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

const [command = '--help', ...args] = process.argv.slice(2)
const known = commands()
if (!known.some(([name]) => name === command)) {
  const isHelp = command === '--help' || command === '-h'
  say(`${isHelp ? '' : `There is no command "${command}".\n\n`}npm run <command>:\n${known.map(([name, what]) => `  ${name.padEnd(10)} ${what}`).join('\n')}`)
  process.exit(isHelp ? 0 : 2)
}
if (!isInstalled()) await install()
const node = findNode()
const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
const tether = new URL('./tether.mjs?graceMs=12000', import.meta.url).href
process.exit(await run(node, ['--import', tether, join(root, 'tools', command, 'main.ts'), ...args], { ...process.env, PATH: path, NX_DAEMON: 'false' }))
