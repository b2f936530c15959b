import { describe, expect, test } from 'vitest'
import { isFromThisMachine, isLoopbackHost } from './keyless.ts'

const here = '127.0.0.1'
const host = 'localhost:8001'

describe('who may come without a key', () => {
  test.each([
    { name: 'a program on this machine', headers: { host }, from: here, expected: true },
    { name: 'by address', headers: { host: '127.0.0.1:8001' }, from: here, expected: true },
    { name: 'by IPv6', headers: { host: '[::1]:8001' }, from: '::1', expected: true },
    { name: 'by IPv4 inside IPv6', headers: { host }, from: '::ffff:127.0.0.1', expected: true },
    { name: 'the docs page of this door', headers: { host, origin: 'http://localhost:8001', 'sec-fetch-site': 'same-origin' }, from: here, expected: true },
    { name: 'a person who types the address', headers: { host, 'sec-fetch-site': 'none' }, from: here, expected: true },
    { name: 'another machine', headers: { host }, from: '192.168.1.7', expected: false },
    { name: 'nobody knows who', headers: { host }, from: undefined, expected: false },
    { name: 'through a proxy (Forwarded)', headers: { host, forwarded: 'for=1.2.3.4' }, from: here, expected: false },
    { name: 'through a proxy (X-Forwarded-For)', headers: { host, 'x-forwarded-for': '1.2.3.4' }, from: here, expected: false },
    { name: 'through a proxy (X-Forwarded-Proto)', headers: { host, 'x-forwarded-proto': 'https' }, from: here, expected: false },
    { name: 'through a proxy (Via)', headers: { host, via: '1.1 proxy' }, from: here, expected: false },
    { name: 'a name bound to this machine', headers: { host: 'evil.example:8001' }, from: here, expected: false },
    { name: 'a name that begins like ours', headers: { host: 'localhost.evil.example' }, from: here, expected: false },
    { name: 'an address in a name', headers: { host: '127.0.0.1.evil.example' }, from: here, expected: false },
    { name: 'no Host', headers: {}, from: here, expected: false },
    { name: 'a page of another site', headers: { host, origin: 'https://evil.example' }, from: here, expected: false },
    { name: 'a page of another port', headers: { host, origin: 'http://localhost:3000' }, from: here, expected: false },
    { name: 'a sandboxed page', headers: { host, origin: 'null' }, from: here, expected: false },
    { name: 'a browser says cross-site', headers: { host, 'sec-fetch-site': 'cross-site' }, from: here, expected: false },
    { name: 'a browser says same-site', headers: { host, 'sec-fetch-site': 'same-site' }, from: here, expected: false },
  ])('$name: $expected', ({ headers, from, expected }) => {
    expect(isFromThisMachine(headers, from)).toBe(expected)
  })
})

test.each([
  ['127.0.0.1', true], ['::1', true], ['localhost', true], ['127.8.8.8', true],
  ['0.0.0.0', false], ['::', false], ['10.0.0.1', false], ['localhost.example', false],
])('%s is a loopback address: %s', (address, expected) => {
  expect(isLoopbackHost(address)).toBe(expected)
})
