import { expect, test } from 'vitest'
import { plantProject } from '../structure/planted-project.fixture.ts'
import { brokenRules } from './package-rules.ts'
import { publishedManifest } from './published-manifest.ts'

const sound = { 'dist/index.mjs': 'import { gzip } from "node:zlib";\n', 'dist/index.d.mts': 'export declare const a: number;\n' }

test.each([
  { name: 'zod in the declarations', pkg: 'sdk-core', files: { 'dist/index.d.mts': 'import { z } from "zod";\n' }, says: 'zod' },
  { name: 'a table type in the client', pkg: 'client', files: { 'dist/index.d.mts': 'import { Generated } from "kysely";\n' }, says: 'database' },
  { name: 'an unpublished package in the code', pkg: 'sdk-langchain', files: { 'dist/index.mjs': 'import { a } from "@agenttracer/schema";\n' }, says: 'unpublished' },
  { name: 'a dependency of the core', pkg: 'sdk-core', files: { 'dist/index.mjs': 'import a from "left-pad";\n' }, says: 'runtime dependency' },
  { name: 'a core over its budget', pkg: 'sdk-core', files: { 'dist/index.mjs': Array.from({ length: 9000 }, (_, at) => `a${(at * 7919) % 104_729}`).join() }, says: 'budget' },
  { name: 'an import that the manifest does not bring', pkg: 'client', files: { 'package.json': '{"dependencies":{"@trpc/client":"1.0.0"}}', 'dist/index.d.mts': 'import { A } from "@trpc/client/x";\nimport "pino";\n' }, says: 'pino' },
])('finds $name', ({ pkg, files, says }) => {
  using project = plantProject({ ...sound, ...files })
  expect(brokenRules(project.root, pkg)).toEqual([expect.stringContaining(says)])
})

test('leaves a sound package alone', () => {
  using project = plantProject(sound)
  expect(['sdk-core', 'sdk-langchain', 'client'].flatMap((name) => brokenRules(project.root, name))).toEqual([])
})

test('the published manifest keeps named dependencies and peers, and no development ones', () => {
  const source = { name: '@agenttracer/x', version: '1.0.0', license: 'Apache-2.0', dependencies: { a: '1.0.0', b: '2.0.0' }, devDependencies: { c: '3.0.0' }, peerDependencies: { d: '^4' } }
  const manifest = publishedManifest(source, { name: 'x', dependencies: ['a'], bundled: [] })
  expect(manifest).toMatchObject({ dependencies: { a: '1.0.0' }, peerDependencies: { d: '^4' } })
  expect(manifest).not.toHaveProperty('devDependencies')
})
