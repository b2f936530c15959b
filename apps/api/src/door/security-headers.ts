import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Answers are data: no browser may run, frame or sniff them. No CORS header is ever sent, so no other origin can read them. */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Whether there is TLS is for the proxy in front to know.
    strictTransportSecurity: false,
  })
}
