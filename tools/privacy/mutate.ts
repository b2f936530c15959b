// Loaded by `node --import .../mutate.ts?name=...`: changes one file while it is loaded, in this process and in those that it starts.
import { registerHooks } from 'node:module'
import { mutations } from './mutations.ts'

const name = new URL(import.meta.url).searchParams.get('name')
const mutation = mutations.find((each) => each.name === name)
if (mutation === undefined) throw new Error('no such mutation')
const { file, find, put } = mutation

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith(file)) return loaded
    const source = Buffer.from(loaded.source as Uint8Array).toString('utf8')
    // A fault that is not planted proves nothing.
    if (!source.includes(find)) throw new Error(`stale mutation of ${file}`)
    return { ...loaded, source: source.replace(find, () => put) }
  },
})
