import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { QueryClientProvider } from '@tanstack/react-query'
import { createAgentTracerClient } from '@agenttracer/client'
import { useContext, useState } from 'react'
import type { ReactNode } from 'react'
import { ApiProvider } from './api/api-context.ts'
import { makeQueryClient } from './api/query-client.ts'
import { readWebEnv } from './env.server.ts'
import { ErrorPage } from './shell/error-page.tsx'
import { NonceContext } from './nonce.ts'
import { PreferencesProvider } from './preferences/preferences-context.tsx'
import { readPreferences } from './preferences/preferences.ts'
import { skipForViewState } from './revalidation.ts'
import styles from './styles/app.css?url'
import { useHydrationMark } from './ui/hydration.ts'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = () => [{ title: 'AgentTracer' }]

export function loader({ request }: LoaderFunctionArgs) {
  return { preferences: readPreferences(request.headers.get('cookie')), now: Date.now(), hasSignIn: readWebEnv().uiPassword !== undefined }
}

export const shouldRevalidate = skipForViewState

export function Layout({ children }: { children: ReactNode }) {
  const theme = useRouteLoaderData<typeof loader>('root')?.preferences.theme ?? 'system'
  const nonce = useContext(NonceContext)
  return (
    <html lang="en" {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'system' ? 'light dark' : theme} />
        <Meta />
        <Links />
      </head>
      <body className="min-h-dvh bg-bg font-sans text-sm text-fg">
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  const { preferences, now } = useLoaderData<typeof loader>()
  useHydrationMark()
  const [queryClient] = useState(makeQueryClient)
  // The browser talks to its own server only, which pipes /trpc to the query door.
  const [client] = useState(() => createAgentTracerClient({ url: '' }))
  return (
    <QueryClientProvider client={queryClient}>
      <ApiProvider trpcClient={client} queryClient={queryClient}>
        <PreferencesProvider preferences={preferences} now={now}>
          <Outlet />
        </PreferencesProvider>
      </ApiProvider>
    </QueryClientProvider>
  )
}

export function ErrorBoundary() {
  return (
    <main className="mx-auto max-w-3xl p-6">
      <ErrorPage />
    </main>
  )
}
