export type Door = 'ingest' | 'query'

const ingestPaths = /^\/(v1\/traces|trpc\/ingest\.)/
/** What reads or writes control tables; only these are called with the admin key. Views are read like runs. */
const controlCall = /^\/trpc\/(?:[a-zA-Z.]+,)*(?:(?:keys|projects|retention|members|audit|webhooks|names)\.|(?:failures\.setState|views\.save|views\.delete)\b)|^\/v1\/audit\b/

/** Which door a path and method belong to. */
export const doorOf = (method: string, path: string): Door => (ingestPaths.test(path) || (method === 'POST' && /^\/v1\/runs\/?$/.test(path)) ? 'ingest' : 'query')

export const isControlCall = (path: string): boolean => controlCall.test(path)
