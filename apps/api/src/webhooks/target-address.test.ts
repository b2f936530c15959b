import { describe, expect, test } from 'vitest'
import { checkTarget, isPublicAddress, parseTarget } from './target-address.ts'
import type { Resolve } from './target-address.ts'

const never: Resolve = () => Promise.reject(new Error('asked'))
const says = (...addresses: string[]): Resolve => () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
const why = async (target: string, resolve: Resolve = never): Promise<string> => {
  const checked = await checkTarget(target, { allowPrivate: false, resolve })
  return checked.ok ? 'ok' : checked.why
}

describe('an address of the inside is refused, however it is written', () => {
  test.each([
    'https://127.0.0.1/x', 'https://127.1/x', 'https://2130706433/x', 'https://0x7f000001/x', 'https://0177.0.0.1/x', 'https://0x7f.1/', 'https://127.0.0.1.:8443/', 'https://0/', 'https://0.0.0.0/',
    'https://10.0.0.7/', 'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/', 'https://169.254.169.254/latest/meta-data', 'https://100.64.0.1/', 'https://192.0.2.1/', 'https://198.18.0.1/',
    'https://224.0.0.1/', 'https://255.255.255.255/', 'https://[::1]/', 'https://[::]/', 'https://[fe80::1]/', 'https://[fc00::1]/', 'https://[fd12:3456::1]/', 'https://[ff02::1]/', 'https://[2001:db8::1]/',
    'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[::ffff:10.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://[2002:7f00:1::]/', 'https://[2001:0:7f00:1::]/', 'https://[::127.0.0.1]/',
    'https://①②⑦.0.0.1/',
  ])('%s', async (target) => expect(await why(target)).toBe('private_address'))

  test.each(['localhost', 'LOCALHOST', 'localhost.', 'a.localhost'])('the name %s', async (host) => expect(await why(`https://${host}/`, says('93.184.216.34'))).toBe('private_address'))
})

test.each<[string, readonly string[], string]>([
  ['a public address', ['93.184.216.34'], 'ok'], ['a public IPv6 address', ['2606:2800:220:1::1'], 'ok'], ['a private one', ['10.1.2.3'], 'private_address'],
  ['one of each', ['93.184.216.34', '127.0.0.1'], 'private_address'], ['a mapped one', ['::ffff:192.168.0.1'], 'private_address'], ['one with a zone', ['fe80::1%eth0'], 'private_address'],
  ['nothing', [], 'not_resolved'], ['nonsense', ['hello'], 'private_address'],
])('a name that resolves to %s', async (_, addresses, result) => expect(await why('https://hooks.example.com/x', says(...addresses))).toBe(result))

test('what is connected to is the address that was checked', async () => {
  const checked = await checkTarget('https://hooks.example.com:8443/x', { allowPrivate: false, resolve: says('93.184.216.34') })
  expect(checked).toMatchObject({ ok: true, at: { address: '93.184.216.34', family: 4 } })
})

test.each([
  'http://hooks.example.com/', 'ftp://hooks.example.com/', 'file:///etc/passwd', 'gopher://x/', 'javascript:alert(1)', 'hooks.example.com', 'https://', 'https://user:secret@hooks.example.com/',
  'https://hooks.example.com/\n', '', 'https://hooks.example.com/a|b', `https://hooks.example.com/${'é'}'`,
])('%j is no target', (target) => {
  if (target === 'https://hooks.example.com/\n') return expect(parseTarget(target, false)?.href).toBe('https://hooks.example.com/')
  return expect(parseTarget(target, false)).toBeUndefined()
})

test('where the configuration allows it, the inside and plain HTTP are targets', async () => {
  expect(await checkTarget('http://127.0.0.1:9/x', { allowPrivate: true, resolve: never })).toMatchObject({ ok: true, at: { address: '127.0.0.1' } })
  expect(isPublicAddress('8.8.8.8')).toBe(true)
})
