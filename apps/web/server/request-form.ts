import type { NextFunction, Request, Response } from 'express'

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])

/**
 * Turns away what no browser sends to a page. A whole address in the request line would otherwise be taken for where the pipe should go, and
 * for methods that it does not know the framework quotes the path or breaks.
 */
export function requireOwnAddress(request: Request, response: Response, next: NextFunction): void {
  if (request.originalUrl.startsWith('/')) return next()
  response.status(400).type('text').send('This address cannot be read.')
}

export function requirePageMethod(request: Request, response: Response, next: NextFunction): void {
  if (methods.has(request.method)) return next()
  response.status(405).set('Allow', [...methods].join(', ')).type('text').send('Pages are read with GET and changed with POST.')
}
