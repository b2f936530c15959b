// checks layers, file sizes, names and texts of the project
import { allChecks } from './all-checks.ts'
import { findingLine } from './check.ts'

const root = process.cwd()
for (const check of allChecks) {
  const findings = await check.run(root)
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${check.name}`)
  for (const finding of findings) console.log(findingLine(finding))
  if (findings.length > 0) process.exitCode = 1
}
