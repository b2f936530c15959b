import { expect, test } from 'vitest'
import { pageOfDataRequest } from './sign-in-watch.ts'

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
  expect(pageOfDataRequest(request, here)).toBe(page)
})
