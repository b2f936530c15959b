import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express'
import type { WebEnv } from '../app/env.server.ts'
import { errorClassOf, log } from '../app/log.server.ts'
import { compress } from './compress.ts'
import { turnedAway } from './guard.ts'
import { bringsKey, pipeToDoors } from './pipe.ts'
import { quietBuild } from './quiet-build.ts'
import { requireOwnAddress, requirePageMethod } from './request-form.ts'
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts'
import { requireSignIn } from './sign-in.ts'

const isPiped = (path: string): boolean => /^\/(trpc|v1)(\/|$)/.test(path)

/** The web server: the built app, the pipe to the doors, and the guard in front of both. */
export function createWebApp(env: WebEnv, build: ServerBuild, clientFolder: string): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(prepare)
  app.use(compress)
  app.use(requireOwnAddress)
  app.get('/health/live', (_, response) => void response.json({ status: 'ok' }))
  app.use(guard(env))
  if (env.uiPassword !== undefined) app.use(requireSignIn(env.uiPassword, (request) => isPiped(request.path) && bringsKey(request.headers)))
  app.use((request, response, next) => (isPiped(request.path) ? pipe(request, response, next) : next()))
  const pipe = pipeToDoors(env)
  app.use(requirePageMethod)
  app.use('/assets', express.static(join(clientFolder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }))
  app.use(express.static(clientFolder, { maxAge: '1h', index: false, redirect: false, dotfiles: 'ignore' }))
  app.all('*', createRequestHandler({ build: quietBuild(build), mode: env.isProduction ? 'production' : 'development', getLoadContext: (_, response) => ({ ...response.locals }) }))
  app.use(onFault)
  return app
}

function prepare(_: Request, response: Response, next: NextFunction): void {
  const nonce = randomBytes(18).toString('base64')
  response.locals['nonce'] = nonce
  response.locals['requestId'] = randomUUID()
  response.set({ ...securityHeaders, 'Content-Security-Policy': contentSecurityPolicy(nonce), 'X-Request-Id': response.locals['requestId'] })
  next()
}

function guard({ isLocal, uiPassword }: WebEnv): RequestHandler {
  const isKeyless = isLocal && uiPassword === undefined
  return (request, response, next) => {
    const rule = turnedAway({ method: request.method, headers: request.headers, isPiped: isPiped(request.path) }, isKeyless)
    if (rule === undefined) return next()
    log({ event: 'web.refused', rule })
    response.status(403).json({ error: { code: 'KEYLESS_REFUSED', hint: 'Only pages of this server, opened on this machine under a loopback address and without a proxy, are served without a sign-in.' } })
  }
}

/** Express tells errors from handlers by their four parameters. */
function onFault(thrown: unknown, _: Request, response: Response, next: NextFunction): void {
  const requestId = String(response.locals['requestId'])
  // An address with a broken escape is the caller's fault.
  if (thrown instanceof URIError && !response.headersSent) return void response.status(400).type('text').send('This address cannot be read.')
  log({ event: 'bug', errorClass: errorClassOf(thrown), requestId })
  if (response.headersSent) return next(thrown)
  response.status(500).type('text').send(`This page could not be shown. Request id ${requestId}`)
}
