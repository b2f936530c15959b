import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plantProject } from '../structure/planted-project.fixture.ts'
import { isWebBuilt, markWebBuilt, webInputs } from './web-build.ts'

const files = { 'apps/web/app/root.tsx': 'a', 'libs/schema/src/index.ts': 'b', 'package-lock.json': '{}' }

test.each<{ name: string; path: string; isBuilt: boolean }>([
  { name: 'nothing', path: '', isBuilt: true },
  { name: 'a page', path: 'apps/web/app/root.tsx', isBuilt: false },
  { name: 'a new page', path: 'apps/web/app/routes/more.tsx', isBuilt: false },
  { name: 'a library it is built from', path: 'libs/schema/src/index.ts', isBuilt: false },
  { name: 'the lock file', path: 'package-lock.json', isBuilt: false },
  { name: 'a test', path: 'apps/web/app/root.test.tsx', isBuilt: true },
  { name: 'the API', path: 'apps/api/src/main.ts', isBuilt: true },
])('after a change of $name the build is current: $isBuilt', ({ path, isBuilt }) => {
  using project = plantProject(files)
  expect(isWebBuilt(project.root)).toBe(false)
  mkdirSync(join(project.root, 'apps/web/build'), { recursive: true })
  markWebBuilt(project.root, webInputs(project.root))
  if (path !== '') {
    mkdirSync(join(project.root, path, '..'), { recursive: true })
    writeFileSync(join(project.root, path), 'changed')
  }
  expect(isWebBuilt(project.root)).toBe(isBuilt)
})
