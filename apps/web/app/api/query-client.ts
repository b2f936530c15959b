import { QueryClient } from '@tanstack/react-query'
import { isFinalRefusal } from './panel-error.ts'

/** How long an answer counts as fresh: long enough that hydration does not ask again for what the server has just sent. */
const freshMs = 15_000

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: freshMs,
        refetchOnWindowFocus: false,
        // A failure that came with the page is shown in its panel; the reader decides when to try again.
        retryOnMount: false,
        retry: (failures, error) => failures < 1 && !isFinalRefusal(error),
      },
    },
  })
