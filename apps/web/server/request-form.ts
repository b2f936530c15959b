import type { NextFunction, Request, Response } from 'express'

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])

/**
 * Turns away what no browser sends to a page. A whole address in the request line would otherwise be taken for where the pipe should go, and
 * for methods that it does not know the framework quotes the path or breaks. `_data` is how scripts of an older form asked: the framework still
 * answers it, past the routes of the page, and counts what does not fit as a fault of ours.
 */
export function requireOwnAddress(request: Request, response: Response, next: NextFunction): void {
  if (request.originalUrl.startsWith('/') && !asksInOldForm(request.originalUrl)) return next()
  response.status(400).type('text').send('This address cannot be read.')
}

const asksInOldForm = (address: string): boolean => address.includes('?') && new URLSearchParams(address.slice(address.indexOf('?'))).has('_data')

export function requirePageMethod(request: Request, response: Response, next: NextFunction): void {
  if (methods.has(request.method)) return next()
  response.status(405).set('Allow', [...methods].join(', ')).type('text').send('Pages are read with GET and changed with POST.')
}
