/** Where the running stack is: the corpus is scored from what the product stored and answers. */
export interface Stack {
  readonly ingestUrl: string
  readonly queryUrl: string
}

export const ingestKey = 'CORPUS_INGEST_URL'
export const queryKey = 'CORPUS_QUERY_URL'

export function readStack(): Stack {
  const { [ingestKey]: ingestUrl, [queryKey]: queryUrl } = process.env
  if (ingestUrl === undefined || queryUrl === undefined) throw new Error(`${ingestKey} and ${queryKey} say where the stack is`)
  return { ingestUrl, queryUrl }
}
