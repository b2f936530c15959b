import { expect, test } from 'vitest'
import type { Check } from './check.ts'
import { exactVersions } from './exact-versions.ts'
import { fileNames } from './file-names.ts'
import { fileSize } from './file-size.ts'
import { forbiddenText } from './forbidden-text.ts'
import { lockFile } from './lock-file.ts'
import { machineTraces } from './machine-traces.ts'
import { ownImports } from './own-imports.ts'
import { plantProject } from './planted-project.fixture.ts'
import { strippable } from './strippable.ts'

const lines = (count: number): string => 'const a = 1\n'.repeat(count)
const lock = (packages: object): string => JSON.stringify({ packages })
// Pieces, so that this file is not itself a finding.
const star = ['export', '* from'].join(' ')
const host = ['registry', 'npmjs', 'org'].join('.')
const machine = ['', 'root', 'x'].join('/')

test.each<{ check: Check; name: string; file: string; text: string }>([
  { check: fileSize, name: 'a file of 401 lines', file: 'libs/a/src/long.ts', text: lines(401) },
  { check: fileNames, name: 'a drawer', file: 'libs/a/src/utils.ts', text: '' },
  { check: fileNames, name: 'a drawer as a folder', file: 'libs/a/src/helpers/sum.ts', text: '' },
  { check: fileNames, name: 'a camel in a component', file: 'apps/web/app/ui/runHeader.tsx', text: '' },
  { check: forbiddenText, name: 'a star export', file: 'libs/a/src/index.ts', text: `${star} './b.ts'\n` },
  { check: forbiddenText, name: 'a star export of types', file: 'libs/a/src/index.ts', text: `${star.replace('* ', 'type * ')} './b.ts'\n` },
  { check: forbiddenText, name: 'a mocked module', file: 'libs/a/src/b.test.ts', text: `vi${'.mock'}('node:fs')\n` },
  { check: forbiddenText, name: 'an enum', file: 'libs/a/src/colour.ts', text: `export const ${'enum'} Colour { Red }\n` },
  { check: forbiddenText, name: 'a silenced type error', file: 'libs/a/src/b.ts', text: `// @ts-${'ignore'}\n` },
  { check: forbiddenText, name: 'a narrowed test run', file: 'libs/a/src/b.test.ts', text: `test${'.only'}('x', () => {})\n` },
  { check: forbiddenText, name: 'a form without an address of its own', file: 'apps/web/app/a.tsx', text: `export const A = () => <${'Form'} method="get" />\n` },
  { check: forbiddenText, name: 'a form read without a guard', file: 'apps/web/app/routes/a.ts', text: `await request${'.formData'}()\n` },
  { check: forbiddenText, name: 'an environment read by another name', file: 'libs/a/src/b.ts', text: `const { env } ${'= process'}\n` },
  { check: forbiddenText, name: 'an imported environment', file: 'libs/a/src/b.ts', text: `import { env } ${"from 'node:process'"}\n` },
  { check: ownImports, name: 'a path into another project', file: 'libs/a/src/b.ts', text: "import { c } from '../../c/src/c.ts'\n" },
  { check: ownImports, name: 'an inner barrel', file: 'libs/a/src/inner/index.ts', text: "export { b } from './b.ts'\n" },
  { check: exactVersions, name: 'a version range', file: 'libs/a/package.json', text: '{"dependencies":{"left":"^1.0.0"}}' },
  { check: machineTraces, name: 'a path of one machine', file: 'docs/start.md', text: `see ${machine}/notes\n` },
  { check: machineTraces, name: 'a registry host', file: 'docs/start.md', text: `from ${host}\n` },
  { check: lockFile, name: 'an address in the lock', file: 'package-lock.json', text: lock({ 'node_modules/a': { resolved: `https://${host}/a`, integrity: 'x' } }) },
  { check: lockFile, name: 'a package without integrity', file: 'package-lock.json', text: lock({ 'node_modules/a': {} }) },
  { check: strippable, name: 'a loop that only the compiler understands', file: 'libs/a/src/b.ts', text: 'for (const of of [1, 2]) void of\n' },
])('$check.name: finds $name', async ({ check, file, text }) => {
  using project = plantProject({ 'package-lock.json': lock({}), [file]: text })
  expect((await check.run(project.root)).map((finding) => finding.file)).toEqual([file])
})

test.each<{ check: Check; files: Record<string, string> }>([
  { check: fileSize, files: { 'libs/a/src/long.ts': lines(400) } },
  { check: fileNames, files: { 'apps/web/app/routes/p.$project.runs_.$runId.tsx': '', 'libs/a/src/safe-name.props.test.ts': '', '.dependency-cruiser.cjs': '' } },
  { check: forbiddenText, files: { 'apps/api/src/env.ts': `const { env } ${'= process'}\n`, 'libs/a/src/b.ts': "export { b } from './c.ts'\n" } },
  { check: ownImports, files: { 'libs/a/package.json': '{"exports":{"./b":"./src/b/index.ts"}}', 'libs/a/src/b/index.ts': "export { c } from '../c.ts'\n" } },
  { check: exactVersions, files: { 'package.json': '{"dependencies":{"a":"1.0.0-beta.1","b":"npm:c@7.0.2"},"peerDependencies":{"d":"^1.0.0"}}' } },
  { check: machineTraces, files: { 'docs/start.md': 'GET /work-items, /var/lib/agenttracer, /home/user/agenttracer\n' } },
  { check: strippable, files: { 'libs/a/src/b.ts': 'for (const b of [1, 2]) void (b satisfies number)\n' } },
  { check: lockFile, files: { 'package-lock.json': lock({ '': {}, 'apps/api': {}, 'node_modules/@a/api': { resolved: 'apps/api', link: true }, 'node_modules/b': { integrity: 'sha512-x' } }) } },
])('$check.name: leaves the innocent alone', async ({ check, files }) => {
  using project = plantProject(files)
  expect(await check.run(project.root)).toEqual([])
})
