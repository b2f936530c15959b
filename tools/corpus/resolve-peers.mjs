// The corpus runs anywhere with its own node_modules; inside the monorepo it finds the same pinned frameworks where npm has put them.
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

const homes = ['libs/sdk-openai/', 'libs/sdk-langchain/'].map((home) => pathToFileURL(new URL(`../../${home}x.mjs`, import.meta.url).pathname).href)

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context)
    } catch (error) {
      for (const parentURL of homes) {
        try {
          return next(specifier, { ...context, parentURL })
        } catch {
          continue
        }
      }
      throw error
    }
  },
})
