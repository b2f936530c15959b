import { afterAll, beforeAll, expect, test } from 'vitest'
import { markForms } from '../mark/place.ts'
import { Searcher } from '../search/leaks.ts'
import { startCapture, type Capture } from './capture.ts'
import { playSdk } from './play-sdk.ts'
import { missing, sdkPresence } from './presence.ts'
import { sdkPlaces } from './sdk-places.ts'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterAll(() => capture.close())

test('at least 96 places, each listed once', () => {
  const ids = sdkPlaces.map(({ id }) => id)
  expect(ids.length).toBeGreaterThanOrEqual(96)
  expect(new Set(ids).size).toBe(ids.length)
})

// Real frameworks: the first form also pays for loading them.
test.each(markForms)('%s in every place of the SDK path: nothing on the wire, and every place was reached', { timeout: 60_000 }, async (form) => {
  const { marks, unproven, diagnostics } = await playSdk({ apiUrl: capture.url, form, seed: 'test' })
  const searcher = new Searcher(marks)
  const surfaces = [{ name: 'wire', bytes: Buffer.concat([capture.wire(), Buffer.from(capture.bodies().join('\n'))]) }, { name: 'diagnostics', bytes: Buffer.from(diagnostics) }]
  expect({ unproven, leaks: surfaces.flatMap((surface) => searcher.search(surface)) }).toEqual({ unproven: [], leaks: [] })
})

test('names, models, codes and statuses are there', () => {
  expect(missing(sdkPresence, capture.bodies().join('\n'))).toEqual([])
})
