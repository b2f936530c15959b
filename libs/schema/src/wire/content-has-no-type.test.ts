import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openLeaves } from './open-leaves.ts'
import { batch, receipt, runRecord, stepRecord } from './index.ts'

describe('no wire schema has a place for content', () => {
  test.each([
    ['batch', batch],
    ['run record', runRecord],
    ['step record', stepRecord],
    ['receipt', receipt],
  ])('%s', (_, schema) => {
    expect(openLeaves(schema)).toEqual([])
  })

  test.each([
    ['bare text', z.object({ note: z.string() }), ['note: string']],
    ['text with a length only', z.object({ note: z.string().max(64) }), ['note: string']],
    ['anything', z.object({ extra: z.any() }), ['extra: any']],
    ['unknown', z.object({ extra: z.unknown() }), ['extra: unknown']],
    ['a free map', z.object({ tags: z.record(z.string(), z.number()) }), ['tags: record']],
    ['an unbounded number', z.object({ size: z.number() }), ['size: number']],
    ['an unbounded list', z.object({ sizes: z.array(z.int().min(0).max(9)) }), ['sizes: array']],
    ['keys that pass through', z.looseObject({ size: z.int().min(0).max(9) }), [': loose object']],
    ['text deep in a union', z.object({ a: z.array(z.union([z.boolean(), z.string()])).max(3) }), ['a[]: string']],
    ['a transform', z.object({ a: z.boolean().transform(String) }), ['a: pipe']],
  ])('a planted violation is found: %s', (_, schema, expected) => {
    expect(openLeaves(schema)).toEqual(expected)
  })
})
