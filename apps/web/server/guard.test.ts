import { expect, test } from 'vitest'
import { isSurelyOwnPage, turnedAway } from './guard.ts'
import type { GuardedRequest } from './guard.ts'

const own = 'localhost:3000'
const page = (headers: Record<string, string>, more: Partial<GuardedRequest> = {}): GuardedRequest => ({ method: 'GET', headers: { host: own, ...headers }, isPiped: false, ...more })
const piped = (headers: Record<string, string>, method = 'POST'): GuardedRequest => page(headers, { method, isPiped: true })

test.each<[name: string, request: GuardedRequest, expected: string | undefined]>([
  ['a plain page load', page({}), undefined],
  ['127.0.0.1 and ::1', page({ host: '[::1]:3000' }), undefined],
  ['a link on another site', page({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }), undefined],
  ['a script tag on another site', page({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }), 'cross_site'],
  ['a page of another port of this machine', piped({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }), 'cross_site'],
  ['a form of another site that navigates', page({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, { method: 'POST' }), 'cross_site'],
  ['a foreign origin', piped({ origin: 'http://evil.example' }), 'foreign_origin'],
  ['an opaque origin', piped({ origin: 'null' }), 'foreign_origin'],
  ['another port as origin', piped({ origin: 'http://localhost:9999' }), 'foreign_origin'],
  ['the own origin', piped({ origin: `http://${own}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }), undefined],
  ['a rebound name', page({ host: 'evil.example:3000' }), 'foreign_host'],
  ['a name that begins like loopback', page({ host: 'localhost.evil.example' }), 'foreign_host'],
  ['a proxy in front', page({ 'x-forwarded-for': '10.0.0.1' }), 'proxy_header'],
  ['a Via header', page({ via: '1.1 proxy' }), 'proxy_header'],
  ['a Forwarded header', page({ forwarded: 'for=10.0.0.1' }), 'proxy_header'],
  ['curl -d', piped({ 'content-type': 'application/x-www-form-urlencoded' }), undefined],
  ['a form of our own page at a door', piped({ 'content-type': 'text/plain', origin: `http://${own}` }), 'form_from_page'],
  ['navigation to a door from elsewhere', piped({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 'GET'), 'cross_site'],
])('local: %s', (_, request, expected) => {
  expect(turnedAway(request, true)).toBe(expected)
})

test('behind a sign-in a proxy may be in front, a foreign origin may not ask', () => {
  expect(turnedAway(page({ host: 'traces.example', 'x-forwarded-for': '10.0.0.1' }), false)).toBeUndefined()
  expect(turnedAway(page({ host: 'traces.example', origin: 'https://evil.example' }), false)).toBe('foreign_origin')
})

test.each<[Record<string, string>, boolean]>([
  [{}, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ origin: `http://${own}` }, true],
  [{ origin: 'http://localhost:1' }, false],
])('headers %o are surely of an own page: %s', (headers, expected) => {
  expect(isSurelyOwnPage({ host: own, ...headers })).toBe(expected)
})
