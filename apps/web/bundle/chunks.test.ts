import { expect, test } from 'vitest'
import { chunksOf } from './chunks.ts'

const page = (name: string): string => `/x/app/routes/${name}.tsx?__remix-build-client-route`
const entry = (id: string, ...importedIds: string[]) => ({ id, isEntry: true, importedIds })
const module = (id: string, ...importedIds: string[]) => ({ id, isEntry: false, importedIds })
const pages = ['a', 'b', 'c', 'd', 'e'].map((name) => entry(page(name), 'often', `only-${name}`, 'react'))

test('what every page needs is one file, what many need another, and the rest is left to Rollup', () => {
  const chunks = chunksOf([
    entry('/x/app/entry.client.tsx', 'react'), entry('/x/app/root.tsx', 'shell-part'), entry(page('project'), 'deep'), ...pages,
    module('react'), module('shell-part', 'deeper'), module('deep'), module('deeper'), module('often', 'under-often'), module('under-often'), module('only-a'), module('lazy'),
  ])
  expect(Object.fromEntries(chunks)).toEqual({ react: 'shell', 'shell-part': 'shell', deep: 'shell', deeper: 'shell', often: 'pages', 'under-often': 'pages' })
})

test('an entry keeps its own file, and modules that import each other end', () => {
  const chunks = chunksOf([entry('/x/app/root.tsx', 'one'), module('one', 'two'), module('two', 'one', '/x/app/root.tsx')])
  expect(Object.fromEntries(chunks)).toEqual({ one: 'shell', two: 'shell' })
})
