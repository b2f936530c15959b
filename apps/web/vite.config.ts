import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { manualChunks } from './bundle/chunks.ts'
import { compileHints } from './bundle/compile-hints.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

const doors = { '/trpc': 'http://127.0.0.1:8001', '/v1': 'http://127.0.0.1:8001' }

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    tailwindcss(),
    compileHints(),
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: true,
        v3_routeConfig: true,
      },
    }),
  ],
  build: { target: 'es2022', assetsInlineLimit: 0, ...(isSsrBuild === true ? {} : { rollupOptions: { output: { manualChunks: manualChunks() } } }) },
  // Workspace packages are TypeScript sources: they belong into the server bundle, Node must not look for them at run time.
  ssr: { noExternal: [/^@agenttracer\//] },
  // A dependency that is found late would load a second React in a cold dev start.
  optimizeDeps: { entries: ['./app/**/*.{ts,tsx}', '!./app/**/*.server.{ts,tsx}', '!./app/**/*.test.{ts,tsx}'] },
  server: { proxy: doors },
}))
