import compression from 'compression'
import type { RequestHandler } from 'express'

/** Half the work of the default for nearly the same size: a page of 10,000 steps is a megabyte of numbers. */
const level = 4

/**
 * Compresses what is read: pages, scripts and answers. Not a stream of events, which must leave at once; nor anything near a secret that is
 * shown once, whose length would tell of it where a page repeats what somebody else chose.
 */
export const compress: RequestHandler = compression({
  level,
  filter: (request, response) =>
    request.method === 'GET' && !/\/settings(\/|$|\.)/.test(request.path) && !/^text\/event-stream/.test(String(response.getHeader('content-type') ?? '')) && compression.filter(request, response),
})
