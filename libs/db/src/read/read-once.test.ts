import { expect, test } from 'vitest'
import type { ReadContext } from './read-context.ts'
import { readOnce } from './read-once.ts'

const context = (request?: object, project = 'p'): ReadContext => ({ project, ...(request === undefined ? {} : { request }) }) as ReadContext

const counted = () => {
  let reads = 0
  const read = readOnce(async (_: ReadContext, asked: unknown, _more?: string) => ({ asked, at: ++reads }))
  return read
}

test('one request reads alike once, also while the first is under way', async () => {
  const [read, request] = [counted(), {}]
  const [first, second] = await Promise.all([read(context(request), { last: '24h' }), read(context(request), { last: '24h' })])
  expect(second).toBe(first)
  expect(await read(context(request), { last: '24h' })).toBe(first)
})

test('another request, another project or another question is read anew, and so is a read that stands alone', async () => {
  const [read, request] = [counted(), {}]
  const first = await read(context(request), { last: '24h' })
  const others = [
    await read(context({}), { last: '24h' }), await read(context(request, 'q'), { last: '24h' }), await read(context(request), { last: '7d' }),
    await read(context(request), { last: '24h' }, 'more'), await read(context(), { last: '24h' }), await read(context(), { last: '24h' }),
  ]
  expect(new Set([first, ...others].map(({ at }) => at)).size).toBe(7)
})

test('a read that fails, fails for all who asked in that request, and for nobody else', async () => {
  let reads = 0
  const read = readOnce(async (): Promise<number> => {
    if (++reads === 1) throw new Error('gone')
    return reads
  })
  const request = {}
  await expect(read(context(request))).rejects.toThrow('gone')
  await expect(read(context(request))).rejects.toThrow('gone')
  expect(await read(context({}))).toBe(2)
})
