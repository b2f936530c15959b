export type Door = 'ingest' | 'query'

const ingestPaths = /^\/(v1\/traces|trpc\/ingest\.)/
/** Routers that write control tables; only they are called with the admin key. */
const controlCall = /^\/trpc\/(?:[a-zA-Z.]+,)*(?:keys|projects|views|retention|members)\.|^\/trpc\/(?:[a-zA-Z.]+,)*failures\.setState\b/

/** Which door a path and method belong to. */
export const doorOf = (method: string, path: string): Door => (ingestPaths.test(path) || (method === 'POST' && /^\/v1\/runs\/?$/.test(path)) ? 'ingest' : 'query')

export const isControlCall = (path: string): boolean => controlCall.test(path)
