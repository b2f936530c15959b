import type { Check } from './check.ts'
import { sourceFiles } from './project-files.ts'

const KEBAB = /^[.]?[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9-]+)*$/
const DRAWERS = /^(utils?|helpers?|common|misc|shared|stuff|types|constants)$/

/** Files are named by what they are, in one casing. Remix gives the route files their names. */
export const fileNames: Check = {
  name: 'files are named by concept, in kebab-case',
  run: (root) =>
    sourceFiles(root)
      .filter((file) => !file.startsWith('apps/web/app/routes/'))
      .flatMap((file) => {
        const parts = file.split('/')
        const name = parts.at(-1) ?? ''
        const drawer = parts.map((part) => part.split('.')[0] ?? '').find((part) => DRAWERS.test(part))
        return [
          ...(KEBAB.test(name) ? [] : [{ file, rule: 'the name is not kebab-case' }]),
          ...(drawer === undefined ? [] : [{ file, rule: `"${drawer}" is a drawer, not a concept` }]),
        ]
      }),
}
