/** Where a running stack is, when the corpus is to be scored from what the product stored and answers. */
export interface Stack {
  readonly ingestUrl: string
  readonly queryUrl: string
}

export const ingestKey = 'CORPUS_INGEST_URL'
export const queryKey = 'CORPUS_QUERY_URL'

export function readStack(): Stack | undefined {
  const { [ingestKey]: ingestUrl, [queryKey]: queryUrl } = process.env
  return ingestUrl === undefined || queryUrl === undefined ? undefined : { ingestUrl, queryUrl }
}
