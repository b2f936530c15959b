/** What the privacy report says on every instance alike. The same texts make the page of `npm run privacy -- --report`. */
export const neverStored = ['prompts, answers and reasoning', 'arguments and results of tools', 'documents and queries of retrievals', 'error messages and stacks', 'URLs, paths, headers and cookies', 'user ids, thread ids, metadata and tags'] as const

export const cannotDo = [
  'A secret that looks like an identifier (acme_takeover_2026) and is used as the name of a tool, node, model or agent is stored as that name. Known shapes of keys, addresses, long numbers and hashes are refused.',
  'Up to four words that a developer declares as an agent or node name are stored with underscores; names joined by dots can spell a phrase. The name registry bounds how many.',
  'Timing, counts and names describe how an agent behaves.',
] as const

export const checkYourself = [
  ['npm run privacy', 'plants marked texts in more than 700 places and searches everything that leaves'],
  ['npm run privacy -- --self-test', 'plants a fault in each wall: the suite must find every one'],
  ['npm run fuzz', 'sends hostile requests and searches answers, logs and database for what it planted'],
] as const

export const kindWords = {
  agent: 'agents', version: 'versions', environment: 'environments', step: 'steps', tool: 'tools', node: 'nodes', model: 'models', error_class: 'error classes', metric: 'metrics', sdk: 'SDKs', sdk_version: 'SDK versions',
} as const

export const reasonWords = {
  buffer_full: 'records: the buffer was full', export_failed: 'records: they could not be sent', rejected: 'records: the server refused them', too_large: 'records: too large to send', retry_exhausted: 'records: not sent after many tries',
  shutdown: 'records: the process ended', disabled: 'records: recording was switched off', unsafe_name: 'values: a name broke its rule', metric_limit: 'values: too many metrics', unsafe_value: 'values: a value broke its rule',
  open_work_limit: 'too much open work at once', host_hook_error: 'values: a framework event could not be read', unknown: 'other reasons',
} as const
