// node score-certain.mjs programs-folder recorded.json: how far `certain` can be trusted, in rows like those of the corpus's own score.
import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const wantedShare = 0.7
const [folder, file] = process.argv.slice(2)
const dir = pathToFileURL(`${folder}/`)
const recorded = JSON.parse(readFileSync(file, 'utf8'))
const known = new Set(readdirSync(dir))
const programs = new Map(await Promise.all(recorded.filter(({ id }) => known.has(`${id}.mjs`)).map(async ({ id }) => [id, (await import(new URL(`${id}.mjs`, dir))).default])))

const typeOf = (type) => (['model', 'tool', 'retrieval', 'embedding'].includes(type) ? type : 'orchestration')

/** Code and step are those of the truth, or others that it takes as well. */
function isRight({ rootCause: want }, got) {
  if (want === null) return got === null
  const codes = [`${want.category}.${want.code}`, ...(want.acceptCode ?? [])]
  const steps = [want, ...(want.acceptStep ?? [])]
  return got !== null && codes.includes(`${got.category}.${got.code}`) && steps.some(({ stepType, stepName }) => stepType === typeOf(got.stepType) && (stepName === null || stepName === got.stepName))
}

const print = (what, some, all) => console.log(`${what.padEnd(36)} ${String(some).padStart(4)} of ${String(all).padStart(4)}  ${all === 0 ? '' : `${((100 * some) / all).toFixed(1)} %`}`)

const certain = recorded.filter(({ confidence }) => confidence === 'certain')
const wrong = certain.filter(({ id, rootCause }) => !isRight(programs.get(id).truth, rootCause))
const failed = recorded.filter(({ runStatus }) => runStatus === 'failed')
const certainlyFailed = failed.filter(({ confidence }) => confidence === 'certain')
print('certain verdicts right', certain.length - wrong.length, certain.length)
for (const { id } of wrong) console.log(`    ${id}`)
print('failed runs with a certain verdict', certainlyFailed.length, failed.length)
for (const { id, confidence } of failed) if (confidence !== 'certain') console.log(`    ${id}: ${confidence}`)
process.exitCode = wrong.length > 0 || certainlyFailed.length < wantedShare * failed.length ? 1 : 0
