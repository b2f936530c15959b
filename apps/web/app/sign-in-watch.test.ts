import { afterEach, expect, test, vi } from 'vitest'
import { leadToSignIn, pageOfDataRequest } from './sign-in-watch.ts'

const here = 'http://localhost:3000/p/default/runs?agent=a'

test.each<[request: string, page: string | undefined]>([
  ['/p/default/failures.data', 'http://localhost:3000/p/default/failures'],
  ['/p/default/runs.data?status=failed&_routes=routes%2Fruns', 'http://localhost:3000/p/default/runs?status=failed'],
  ['/_root.data', 'http://localhost:3000/'],
  ['/__manifest?p=%2Fp%2Fdefault&version=1', here],
  ['/trpc/runs.list?input=%7B%7D', undefined],
  ['/v1/runs/export.csv', undefined],
  ['https://elsewhere.example/p/default/failures.data', undefined],
])('%s', (request, page) => {
  expect(pageOfDataRequest(new URL(request, here), here)).toBe(page)
})

afterEach(() => void vi.unstubAllGlobals())

interface Browser {
  readonly fetch: typeof fetch
  /** The addresses that were opened as documents. */
  readonly opened: readonly string[]
}

function browserAnswering(status: number, navigation: 'idle' | 'loading'): Browser {
  const opened: string[] = []
  const window = {
    fetch: async () => new Response(null, { status }),
    location: { href: here, assign: (address: string) => void opened.push(address) },
    __remixRouter: { state: { navigation: { state: navigation } } },
  }
  vi.stubGlobal('window', window)
  leadToSignIn()
  return { fetch: window.fetch, opened }
}

/** Lets whatever has an answer have it. */
const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false)))])

test.each<[what: string, request: string, navigation: 'idle' | 'loading', opened: string[]]>([
  ['data of a page is asked for again as a document', '/p/default/failures.data', 'idle', ['http://localhost:3000/p/default/failures']],
  ['routes of a link that was followed lead to the sign-in', '/__manifest?p=%2Fp', 'loading', [here]],
  ['routes looked up ahead take nobody away', '/__manifest?p=%2Fp', 'idle', []],
])('a session has ended: %s', async (_, request, navigation, opened) => {
  const browser = browserAnswering(401, navigation)
  expect(await settled(browser.fetch(request))).toBe(false)
  expect(browser.opened).toEqual(opened)
})

test.each<[status: number, request: string]>([[401, '/trpc/runs.list'], [200, '/p/default/failures.data'], [500, '/__manifest?p=%2Fp']])('%s of %s is an answer like any other', async (status, request) => {
  const browser = browserAnswering(status, 'idle')
  expect((await browser.fetch(request)).status).toBe(status)
  expect(browser.opened).toEqual([])
})
