// answers "why do I see nothing?" (--help, --json)
import { readStartSettings } from '../start/start-env.ts'
import { faultLine } from '../start/fault-line.ts'
import { Refusal } from '../start/refusal.ts'
import { helpText, readWish } from './arguments.ts'
import { examineDatabase } from './database.ts'
import { readProxySettings, readSdkSettings } from './doctor-env.ts'
import { examineDoors, examineKey } from './doors.ts'
import { examineInstance } from './instance.ts'
import { examineSdk } from './sdk-settings.ts'
import { examineNode, examineProxy } from './surroundings.ts'
import { bad, type Verdict, verdictLine } from './verdict.ts'

async function examine(): Promise<Verdict[]> {
  const here = [examineNode(process.versions.node), examineProxy(readProxySettings())]
  try {
    const { home, ports, databaseUrl } = readStartSettings()
    const ingestUrl = `http://127.0.0.1:${ports.ingest}`
    const sdk = readSdkSettings()
    const { apiUrl = ingestUrl, apiKey } = sdk
    return [
      ...here,
      ...(await examineInstance(home)),
      ...(await examineDatabase(home, databaseUrl)),
      ...(await examineDoors(ports)),
      ...examineSdk(sdk, ingestUrl),
      ...(apiKey !== undefined && URL.canParse(apiUrl) ? await examineKey(apiUrl, apiKey) : []),
    ]
  } catch (error) {
    const verdict = error instanceof Refusal ? bad('a setting in the environment is wrong', error.message) : bad('the examination itself broke off', faultLine(error))
    return [...here, verdict]
  }
}

async function tell(isJson: boolean): Promise<number> {
  const verdicts = await examine()
  const first = verdicts.find(({ state }) => state === 'bad')
  if (isJson) console.log(JSON.stringify({ isWell: first === undefined, verdicts }, null, 2))
  else {
    for (const verdict of verdicts) console.log(verdictLine(verdict))
    console.log(first === undefined ? '\nNothing is wrong here.' : `\nBegin with this: ${first.todo ?? first.what}`)
  }
  return first === undefined ? 0 : 1
}

const wish = readWish(process.argv.slice(2))
if (wish.kind === 'unknown') {
  console.error(`Unknown argument: ${wish.word}\n\n${helpText}`)
  process.exitCode = 2
} else if (wish.kind === 'help') console.log(helpText)
else process.exitCode = await tell(wish.isJson)
