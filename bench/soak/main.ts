// A host that works on for hours while nobody takes its records: heap, buffer and losses. --minutes=30 --rate=1000 --collector=refused|hangs
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { soak } from '@agenttracer/testkit/soak'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' }, rate: { type: 'string', default: '1000' }, collector: { type: 'string', default: 'refused' } } })
const minutes = Number(values.minutes)

/** Takes connections and never says a word. */
const silent = createServer((socket) => socket.on('error', () => undefined))
await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`

const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)} MB`
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(2)} KB`
const report = await soak({
  apiUrl: values.collector === 'hangs' ? silentUrl : 'http://127.0.0.1:1',
  seconds: minutes * 60,
  runsPerMinute: Number(values.rate),
  lookEvery: Math.max(1, Math.min(10, minutes * 3)),
  onLook: ({ atSecond, heapBytes, codeBytes, bufferedBytes }) => {
    if (minutes < 2 || Math.floor(atSecond) % 60 < 10) console.log(`${(atSecond / 60).toFixed(1)} min: heap ${mb(heapBytes)} and code ${mb(codeBytes)}, buffer ${mb(bufferedBytes)}`)
  },
})
silent.close()

const { heapSlope, end, largestBuffer, unaccounted } = report
console.log(`${minutes} minutes, ${report.runs} runs (${(report.runs / minutes).toFixed(0)} a minute), collector ${values.collector}`)
const rise = heapSlope.perUnit * (minutes / 2)
console.log(`heap slope over the second half ${kb(heapSlope.perUnit)} a minute (two standard errors ${kb(2 * heapSlope.error)}), compiled code apart`)
console.log(`that is a rise of ${kb(rise)} in ${minutes / 2} minutes; single looks scatter by ${kb(2 * heapSlope.scatter)} (two standard deviations); bar: the rise is within the scatter`)
console.log(`largest buffer ${mb(largestBuffer)}; bar 8 MB`)
console.log(`produced ${end.produced} = accepted ${end.accepted} + dropped ${end.dropped.map(({ reason, count }) => `${reason} ${count}`).join(' + ')}; unaccounted ${unaccounted}`)
const isSteady = rise < 2 * heapSlope.scatter
console.log(isSteady && unaccounted === 0 && largestBuffer <= 8 * 1024 * 1024 ? 'held' : 'MISSED')
process.exit(0)
