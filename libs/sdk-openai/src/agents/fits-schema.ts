import { readProperty } from '@agenttracer/sdk-core'

const maxDepth = 8

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/**
 * Whether arguments fit the JSON schema that a tool declares, as far as types, required and listed values tell. What is not understood
 * counts as fitting: this only says why a call failed that is known to have failed.
 */
export function fitsSchema(value: unknown, schema: unknown, depth = 0): boolean {
  if (depth > maxDepth) return true
  const anyOf = readProperty(schema, 'anyOf') ?? readProperty(schema, 'oneOf')
  if (Array.isArray(anyOf) && !anyOf.some((one) => fitsSchema(value, one, depth + 1))) return false
  const type = readProperty(schema, 'type')
  const wanted = (Array.isArray(type) ? type : [type]).map((name) => (typeof name === 'string' && Object.hasOwn(types, name) ? types[name] : undefined))
  if (wanted.every((test) => test !== undefined && !test(value))) return false
  const allowed = readProperty(schema, 'enum')
  if (Array.isArray(allowed) && !allowed.includes(value)) return false
  if (Array.isArray(value)) return value.every((item) => fitsSchema(item, readProperty(schema, 'items'), depth + 1))
  return typeof value !== 'object' || value === null || hasProperties(value, schema, depth)
}

function hasProperties(value: object, schema: unknown, depth: number): boolean {
  if (list(readProperty(schema, 'required')).some((name) => typeof name === 'string' && !Object.hasOwn(value, name))) return false
  const properties = readProperty(schema, 'properties')
  return Object.entries(value).every(([name, each]) => {
    const own = readProperty(properties, name)
    return own === undefined ? readProperty(schema, 'additionalProperties') !== false : fitsSchema(each, own, depth + 1)
  })
}
