import type { Plugin } from 'vite'
import { reach } from './reach.ts'

/** Understood by Chromium from version 136 on (explicit compile hints of V8), a comment to every other browser. */
const hint = '//# allFunctionsCalledOnLoad\n'

/**
 * Asks the browser to compile the functions of a first load while their bytes arrive, beside the main thread. Without it each is compiled on the
 * main thread when it is first called: half of what a page took to come to life on a slow processor. What is loaded later stays as it is.
 */
export const compileHints = (): Plugin => ({
  name: 'compile-hints',
  enforce: 'post',
  apply: (_, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
  // Last of all: the comment counts as the first line only, and Vite puts a line of its own before others.
  generateBundle: {
    order: 'post',
    handler: (_, bundle) => {
      const chunks = new Map(Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])))
      const entries = [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
      for (const file of reach(entries, (each) => chunks.get(each)?.imports ?? [])) {
        const chunk = chunks.get(file)
        if (chunk !== undefined) chunk.code = hint + chunk.code
      }
    },
  },
})
