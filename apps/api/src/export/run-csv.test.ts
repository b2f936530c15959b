import { expect, test } from 'vitest'
import { csvCell } from './run-csv.ts'

test.each([
  [null, ''],
  [0, '0'],
  [-1.5, '-1.5'],
  [true, 'true'],
  ['support-bot', 'support-bot'],
  ['=1+1', "'=1+1"],
  ['@cf/meta/llama', "'@cf/meta/llama"],
  ['-x', "'-x"],
  ['+x', "'+x"],
  ['\tx', "'\tx"],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['=a"b\n', '"\'=a""b\n"'],
])('%j is written as %j', (value, expected) => expect(csvCell(value)).toBe(expected))
