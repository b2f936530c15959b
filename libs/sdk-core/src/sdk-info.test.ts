import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sdkVersion } from './sdk-info.ts'

test('the version that is sent is the version of the package', () => {
  expect(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).toMatchObject({ version: sdkVersion })
})
