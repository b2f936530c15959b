// Plays the SDK scenarios as a program of its own: sdk-host.ts <seed> <collector> <result file> <form>...
import { writeFileSync } from 'node:fs'
import { isMarkForm } from '@agenttracer/testkit/canary'
import { playSdk, type Played } from '@agenttracer/testkit/canary-sdk'

const [seed = '', apiUrl = '', file = '', ...forms] = process.argv.slice(2)
const played: Played[] = []
for (const form of forms.filter(isMarkForm)) played.push(await playSdk({ apiUrl, form, seed }))
const result: Played = {
  marks: played.flatMap(({ marks }) => marks),
  unproven: played.flatMap(({ unproven }) => unproven),
  diagnostics: played.map(({ diagnostics }) => diagnostics).join('\n'),
}
writeFileSync(file, JSON.stringify(result))
// A framework may hold the process open; nothing of ours may.
process.exit(0)
