// npm run bare-start -- postgres://owner:password@host/database   runs the API image's command in an empty folder against that Postgres
import { fileURLToPath } from 'node:url'
import { buildApi } from '../build/build-api.ts'
import { bareStart } from './bare-start.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [ownerUrl] = process.argv.slice(2)
if (ownerUrl === undefined || !/^postgres(ql)?:\/\//.test(ownerUrl)) {
  console.error('Give the address of an empty Postgres database: npm run bare-start -- postgres://owner:password@host/database')
  process.exit(2)
}
await buildApi(root)
const { seen, faults } = await bareStart(root, ownerUrl)
for (const line of seen) console.log(`ok   ${line}`)
for (const fault of faults) console.log(`BAD  ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
