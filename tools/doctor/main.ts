// answers "why do I see nothing?"
import { readStartSettings } from '../start/start-env.ts'
import { Refusal } from '../start/refusal.ts'
import { readSdkSettings } from './doctor-env.ts'
import { examineDoors } from './doors.ts'
import { examineInstance } from './instance.ts'
import { examineOwnDatabase } from './own-database.ts'
import { examineSdk } from './sdk-settings.ts'
import { bad, ok, type Verdict, verdictLine } from './verdict.ts'

async function examine(): Promise<Verdict[]> {
  const node = ok(`Node ${process.versions.node} on ${process.platform}-${process.arch}`)
  try {
    const { home, ports, databaseUrl } = readStartSettings()
    return [node, ...(await examineInstance(home)), ...(await examineOwnDatabase(home, databaseUrl)), ...(await examineDoors(ports)), ...examineSdk(readSdkSettings(), `http://127.0.0.1:${ports.ingest}`)]
  } catch (error) {
    if (error instanceof Refusal) return [node, bad('a setting in the environment is wrong', error.message)]
    throw error
  }
}

const verdicts = await examine()
for (const verdict of verdicts) console.log(verdictLine(verdict))
const first = verdicts.find(({ state }) => state === 'bad')
console.log(first === undefined ? '\nNothing is wrong here.' : `\nBegin with this: ${first.todo ?? first.what}`)
process.exitCode = first === undefined ? 0 : 1
