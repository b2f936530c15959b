import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pictureFaults } from './pictures.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agenttracer-pictures-'))
  mkdirSync(join(root, 'docs/images'), { recursive: true })
  for (const file of ['a-light.png', 'a-dark.png']) writeFileSync(join(root, 'docs/images', file), '')
  writeFileSync(join(root, 'README.md'), '![words](docs/images/a-light.png)\n![badge](https://example.org/b.svg)')
})
afterEach(() => rmSync(root, { recursive: true }))

const taken = ['a-light.png', 'a-dark.png']
const page = (text: string): void => writeFileSync(join(root, 'docs/tour.md'), text)

test('a page that shows every picture, with words, is fine', () => {
  page('<picture><source media="(prefers-color-scheme: dark)" srcset="images/a-dark.png"><img alt="words" src="images/a-light.png"></picture>')
  expect(pictureFaults(root, taken)).toEqual([])
})

test('each fault is told', () => {
  page('![](images/a-dark.png) ![words](images/gone.png) <img src="images/a-light.png">')
  writeFileSync(join(root, 'docs/images/stray.png'), '')
  expect(pictureFaults(root, [...taken, 'never-light.png'])).toEqual([
    'docs/tour.md: images/a-dark.png has no words for those who do not see it',
    'docs/tour.md: there is no picture images/gone.png',
    'docs/tour.md: images/a-light.png has no words for those who do not see it',
    'docs/images/never-light.png is not there: npm run screenshots',
    'docs/images/stray.png is taken by no script: remove it, or name it in tools/screenshots/picture-names.ts',
    'docs/images/stray.png is shown on no page',
  ])
})
