import { expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { Batch, ErrorLink, Receipt, RunRecord, Signals, StepRecord } from '../index.ts'
import type { batch, errorLink, receipt, runRecord, signals, stepRecord } from './index.ts'

type Plain<T> = T extends string | number | boolean ? T : { -readonly [K in keyof T]: Plain<T[K]> }

test('the wire schemas are the model', () => {
  expectTypeOf<Plain<z.output<typeof errorLink>>>().toEqualTypeOf<Plain<ErrorLink>>()
  expectTypeOf<Plain<z.output<typeof signals>>>().toEqualTypeOf<Plain<Signals>>()
  expectTypeOf<Plain<z.output<typeof runRecord>>>().toEqualTypeOf<Plain<RunRecord>>()
  expectTypeOf<Plain<z.output<typeof stepRecord>>>().toEqualTypeOf<Plain<StepRecord>>()
  expectTypeOf<Plain<z.output<typeof batch>>>().toEqualTypeOf<Plain<Batch>>()
  expectTypeOf<Plain<z.output<typeof receipt>>>().toEqualTypeOf<Plain<Receipt>>()
})

test('raw text does not compile into a record', () => {
  // @ts-expect-error a step id is made by its parser only
  const stepId: StepRecord['stepId'] = '00f067aa0ba902b7'
  // @ts-expect-error a name is made by safeName() only
  const name: Extract<StepRecord, { type: 'tool' }>['name'] = 'search_docs'
  expectTypeOf(stepId).toBeString()
  expectTypeOf(name).toBeString()
})
