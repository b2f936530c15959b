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
const report = await soak({
  apiUrl: values.collector === 'hangs' ? silentUrl : 'http://127.0.0.1:1',
  seconds: minutes * 60,
  runsPerMinute: Number(values.rate),
  lookEvery: Math.max(1, Math.min(10, minutes * 3)),
  onLook: ({ atSecond, heapBytes, bufferedBytes }) => {
    if (minutes < 2 || Math.floor(atSecond) % 60 < 10) console.log(`${(atSecond / 60).toFixed(1)} min: heap ${mb(heapBytes)}, buffer ${mb(bufferedBytes)}`)
  },
})
silent.close()

const { heapSlope, end, largestBuffer, unaccounted } = report
console.log(`${minutes} minutes, ${report.runs} runs (${(report.runs / minutes).toFixed(0)} a minute), collector ${values.collector}`)
console.log(`heap slope over the second half ${(heapSlope.perUnit / 1024).toFixed(2)} KB a minute, noise (two standard errors) ${((2 * heapSlope.error) / 1024).toFixed(2)} KB; bar: within noise, or below 1 KB a minute`)
console.log(`largest buffer ${mb(largestBuffer)}; bar 8 MB`)
console.log(`produced ${end.produced} = accepted ${end.accepted} + dropped ${end.dropped.map(({ reason, count }) => `${reason} ${count}`).join(' + ')}; unaccounted ${unaccounted}`)
const isSteady = heapSlope.perUnit < Math.max(2 * heapSlope.error, 1024)
console.log(isSteady && unaccounted === 0 && largestBuffer <= 8 * 1024 * 1024 ? 'held' : 'MISSED')
process.exit(0)
