import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { markOf, type Mark } from '../mark/mark.ts'
import { markForms } from '../mark/place.ts'
import { Searcher } from './leaks.ts'

const place = (id: string) => ({ id, kind: 'content' as const, where: 'a test' })
const marks = ['a', 'b', 'c'].flatMap((id) => markForms.map((form) => markOf(place(id), form, 'seed')))
const searcher = new Searcher(marks)
const noise = Buffer.from(`{"runId":"0190","name":"billing_api","hint":"it's &quot;here&quot;","url":"https://example.com/"} `.repeat(50))

const ways: readonly { readonly name: string; readonly hide: (text: string) => string | Buffer }[] = [
  { name: 'as it is', hide: (text) => text },
  { name: 'twelve characters of it', hide: (text) => text.slice(5, 17) },
  { name: 'in upper case', hide: (text) => text.toUpperCase() },
  { name: 'in JSON', hide: (text) => JSON.stringify({ message: text }) },
  { name: 'in JSON in JSON', hide: (text) => JSON.stringify(JSON.stringify({ message: text })) },
  { name: 'as JSON escapes', hide: (text) => [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('') },
  { name: 'in a URL', hide: (text) => `/runs?q=${encodeURIComponent(text)}` },
  { name: 'in a form', hide: (text) => new URLSearchParams({ q: text }).toString() },
  { name: 'in HTML', hide: (text) => text.replaceAll('&', '&amp;').replaceAll("'", '&#x27;').replaceAll('"', '&quot;') },
  { name: 'with underscores for spaces', hide: (text) => text.replaceAll(/\W+/g, '_') },
  { name: 'base64', hide: (text) => Buffer.from(text).toString('base64') },
  { name: 'base64 after one byte', hide: (text) => Buffer.from(`x${text}`).toString('base64') },
  { name: 'base64url after two bytes', hide: (text) => Buffer.from(`xy${text}`).toString('base64url') },
  { name: 'hex', hide: (text) => Buffer.from(text).toString('hex') },
  { name: 'UTF-16', hide: (text) => Buffer.from(text, 'utf16le') },
  { name: 'gzip', hide: (text) => gzipSync(`some more ${text}`) },
  { name: 'gzip of JSON', hide: (text) => gzipSync(JSON.stringify({ message: text })) },
  { name: 'MD5', hide: (text) => createHash('md5').update(text).digest('hex') },
  { name: 'SHA-1, its first 16 characters', hide: (text) => createHash('sha1').update(text).digest('hex').slice(0, 16) },
  { name: 'SHA-256', hide: (text) => createHash('sha256').update(text).digest('hex') },
  { name: 'SHA-256 in base64', hide: (text) => createHash('sha256').update(text).digest('base64') },
  { name: 'SHA-256 as bytes', hide: (text) => createHash('sha256').update(text).digest() },
]

describe.each(ways)('$name', ({ hide }) => {
  test.each(marks)('$form of place $placeId is found, and nothing else', (mark: Mark) => {
    const bytes = Buffer.concat([noise, Buffer.from(hide(mark.text)), noise])
    const leaks = searcher.search({ name: 'wire', bytes })
    expect(leaks.map(({ placeId, form }) => ({ placeId, form }))).toEqual([{ placeId: mark.placeId, form: mark.form }])
  })
})

test('noise alone has no leak', () => {
  expect(searcher.search({ name: 'wire', bytes: noise })).toEqual([])
})

test('eleven characters prove nothing', () => {
  expect(searcher.search({ name: 'wire', bytes: Buffer.from(marks[0]?.text.slice(0, 11) ?? '') })).toEqual([])
})

test('marks of another seed are other texts', () => {
  expect(searcher.search({ name: 'wire', bytes: Buffer.from(markOf(place('a'), 'prose', 'other').text) })).toEqual([])
})
