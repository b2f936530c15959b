import swagger from '@fastify/swagger'
import type { StaticDocumentSpec } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { openApiDocument } from './openapi.ts'
import type { OpenApiPorts } from './openapi.ts'

/** The pages' own files and nothing else; their styles are set inline. */
const pagePolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Swagger UI has a dark form and leaves it to the page around it to choose. */
const followSystem = `const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()`

/** `/openapi.json` and the browsable `/docs`: public knowledge, so they ask for no key. The pages load nothing from elsewhere. */
export async function addDocs(app: FastifyInstance, ports: OpenApiPorts): Promise<void> {
  const document = openApiDocument(ports)
  app.get('/openapi.json', { config: { isOpen: true } }, async () => document)
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, isOpen: true }
    })
    // Ours is OpenAPI 3.1 as plain data; the plugin's own document types stop at what it reads of it.
    await scope.register(swagger, { mode: 'static', specification: { document: document as unknown as StaticDocumentSpec['document'] } })
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: { validatorUrl: null, docExpansion: 'list', layout: 'BaseLayout' },
      theme: { title: 'AgentTracer API', js: [{ filename: 'follow-system.js', content: followSystem }] },
      staticCSP: true,
      transformStaticCSP: () => pagePolicy,
    })
  })
}
