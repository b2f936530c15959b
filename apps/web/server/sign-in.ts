import { createHash, timingSafeEqual } from 'node:crypto'
import { Router, urlencoded } from 'express'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { log } from '../app/log.server.ts'
import { createAttempts } from './attempts.ts'
import { ownPath } from './own-path.ts'
import { createSessions } from './session.ts'
import type { Sessions } from './session.ts'
import { type SignInTrouble, signInPage, signInStyles, signOutPage } from './sign-in-page.ts'

const readForm = urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 })
/** An open answer asks so often whether its session still is. */
const recheckMs = 2_000
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Lets through who has signed in with the password; everybody else gets the sign-in page at whatever address they asked for. `bringsKey`
 * tells a request to a door that carries an API key of its own: the door judges that.
 */
export function requireSignIn(password: string, bringsKey: (request: Request) => boolean): RequestHandler {
  const [sessions, attempts, wanted] = [createSessions(password), createAttempts(), digest(password)]

  async function tryPassword(request: Request, response: Response): Promise<void> {
    const given: unknown = await formField(request, response, 'password')
    if (typeof given !== 'string') return refuse(request, response)
    const address = request.socket.remoteAddress ?? ''
    const waitSeconds = await attempts.count(address)
    if (waitSeconds !== undefined) {
      log({ event: 'web.refused', rule: 'too_many_passwords' })
      response.set('Retry-After', String(waitSeconds))
      return refuse(request, response, 'too_many')
    }
    if (!timingSafeEqual(digest(given), wanted)) {
      log({ event: 'web.refused', rule: 'wrong_password' })
      return refuse(request, response, 'wrong')
    }
    await attempts.forgive(address)
    response.set('Set-Cookie', await sessions.begin(isSecure(request)))
    response.redirect(303, ownPath(request.originalUrl))
  }

  const router = Router()
  router.get('/sign-in.css', (_, response) => void response.type('css').set('Cache-Control', 'public, max-age=3600').send(signInStyles))
  router.use(
    caught(async (request, response, next) => {
      response.set('Cache-Control', 'no-store')
      if (isOpenFile(request) || bringsKey(request)) return next()
      if (await sessions.isOpen(request.headers.cookie)) {
        closeWithSession(sessions, request, response)
        return next()
      }
      return request.method === 'POST' ? tryPassword(request, response) : refuse(request, response)
    }),
  )
  router.get('/sign-out', (_, response) => void response.type('html').send(signOutPage()))
  router.post(
    '/sign-out',
    caught(async (request, response) => {
      response.set('Set-Cookie', await sessions.end(request.headers.cookie, isSecure(request))).redirect(303, '/')
    }),
  )
  return router
}

/**
 * Files that hold nothing of anybody. The pages' code is one of them: were it refused with the session, the framework would load the old page
 * again instead of the one that was wanted.
 */
const isOpenFile = ({ method, path }: Request): boolean => (method === 'GET' || method === 'HEAD') && (path === '/favicon.svg' || /^\/assets\/[\w.-]+$/.test(path))

/** An answer that goes on and on, such as the stream of runs, would outlive the session that it was asked in. */
function closeWithSession(sessions: Sessions, { headers: { cookie } }: Request, response: Response): void {
  const watch = setInterval(() => void sessions.isOpen(cookie).then((isOpen) => (isOpen ? undefined : response.destroy())), recheckMs)
  watch.unref()
  response.once('close', () => clearInterval(watch))
}

/** Express 4 knows nothing of promises. */
const caught =
  (work: (request: Request, response: Response, next: NextFunction) => Promise<void>): RequestHandler =>
  async (request, response, next) => {
    try {
      await work(request, response, next)
    } catch (fault) {
      next(fault)
    }
  }

/** A page for a person, a code for a program. */
function refuse(request: Request, response: Response, trouble?: SignInTrouble): void {
  response.status(trouble === 'too_many' ? 429 : 401)
  if (request.accepts(['json', 'html']) === 'html') return void response.type('html').send(signInPage(trouble))
  const error = { code: 'SIGN_IN_NEEDED', hint: 'The sign-in has ended. Load the page again to sign in; programs send authorization: Bearer <key> to /v1 and /trpc.' }
  // The form in which the pages' own calls read a refusal.
  response.json({ error: request.path.startsWith('/trpc') ? { message: error.hint, code: -32_001, data: { ...error, httpStatus: 401 } } : error })
}

/** One field of a posted form; undefined for anything that is no such form. */
const formField = (request: Request, response: Response, name: string): Promise<unknown> =>
  new Promise((resolve) => {
    readForm(request, response, (fault?: unknown) => resolve(fault === undefined && request.is('urlencoded') ? (request.body as Record<string, unknown>)[name] : undefined))
  })

/** The cookie goes back over https only, if that is how the browser came. A false header harms nobody but its sender. */
const isSecure = (request: Request): boolean => 'encrypted' in request.socket || /^https\b/i.test(request.get('x-forwarded-proto') ?? '')
