import type { AppRouter } from '@agenttracer/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query'

/** Query options of every procedure, the same on server and in the browser. */
export type Api = TRPCOptionsProxy<AppRouter>

const context = createTRPCContext<AppRouter>()

export const ApiProvider: typeof context.TRPCProvider = context.TRPCProvider
export const useApi: typeof context.useTRPC = context.useTRPC
