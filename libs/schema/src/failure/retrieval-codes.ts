import type { CatalogueEntry, FailureSubject } from './catalogue-entry.ts'
import { serviceMatches } from './transport-signals.ts'

const retrieval = ['retrieval'] as const satisfies readonly FailureSubject[]
const service = serviceMatches(retrieval)

export const retrievalCodes = {
  'retrieval.no_results': {
    category: 'retrieval', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: '{Step} found no document, and the agent went on without any.',
    action: 'Check that the index behind {name} is filled[ in {environment}], then its filter and score threshold.',
    matches: [{ by: 'run', on: retrieval, facts: ['no_documents'], onOk: true }],
  },
  'retrieval.embedding_failed': {
    category: 'retrieval', retryable: true, retryableFlipsOn: [[400, 407], [409, 428], [430, 499]], since: '0.1.0',
    what: '{Step} failed because the query could not be embedded[ (HTTP {status})][ {onTries}].',
    action: "Fix the embedding model's key, name or limit; the store behind {name} was never asked.",
    matches: [
      { by: 'mark', on: retrieval, flags: ['embedding_call'] },
      {
        by: 'code', on: retrieval,
        codes: ['MODEL_AUTHENTICATION', 'MODEL_NOT_FOUND', 'MODEL_RATE_LIMIT', 'model_not_found', 'insufficient_quota', 'context_length_exceeded', 'invalid_api_key'],
        classes: ['APIConnectionError', 'RateLimitCapacityError', 'InsufficientQuotaError'],
      },
    ],
  },
  'retrieval.timeout': {
    category: 'retrieval', retryable: true, since: '0.1.0',
    what: '{Step} did not answer in time[ {onTries}][ and was stopped after {duration}].',
    action: 'Look at the latency of the store behind {name}[ around {time}]; if that is normal, raise the time limit or ask for fewer documents.',
    matches: service.timeout,
  },
  'retrieval.rate_limited': {
    category: 'retrieval', retryable: true, since: '0.1.0',
    what: 'The store behind {step} turned the query away by its rate limit[ (HTTP {status})][ {onTries}].',
    action: 'Honour the retry-after of the store behind {name}, lower how many queries run at once[ in {environment}], or cache repeated ones.',
    matches: service.rateLimited,
  },
  'retrieval.auth_failed': {
    category: 'retrieval', retryable: false, since: '0.1.0',
    what: 'The store behind {step} refused its credentials[ with HTTP {status}].',
    action: 'Check the key that {name} uses, its rights on this index and its expiry[ in {environment}].',
    matches: service.authFailed,
  },
  'retrieval.not_found': {
    category: 'retrieval', retryable: false, since: '0.1.0',
    what: '{Step} asked for an index or collection that does not exist[ (HTTP {status})].',
    action: 'Check the index name that {name} uses[ in {environment}], and whether the job that fills it has run there.',
    matches: [...service.notFound, { by: 'errno', on: retrieval, errnos: ['ENOENT'] }],
  },
  'retrieval.bad_request': {
    category: 'retrieval', retryable: false, retryableFlipsOn: [409], since: '0.1.0',
    what: 'The store behind {step} rejected the query[ with HTTP {status}].',
    action: 'Compare the filter and the vector size that {name} sends with what the index was made for.',
    matches: service.badRequest,
  },
  'retrieval.upstream_error': {
    category: 'retrieval', retryable: true, since: '0.1.0',
    what: '[{Step} returned HTTP {status}|The store behind {step} failed][ {onTries}].',
    action: 'Check the store behind {name}[ at {time}].',
    matches: service.upstreamError,
  },
  'retrieval.connection_failed': {
    category: 'retrieval', retryable: true, since: '0.1.0',
    what: '{Step} could not reach its store[ ({errorCode})][ {onTries}].',
    action: 'Check address, DNS, TLS and that the store of {name} runs[ in {environment}].',
    matches: service.connectionFailed,
  },
  'retrieval.exception': {
    category: 'retrieval', retryable: false, since: '0.1.0',
    what: 'The code of {step} threw[ {class}][ {onTries}].',
    action: 'Open your own log[ at {time}] for [{class}|an error] thrown in {name}; the stack stays with you.',
    matches: [{ by: 'default', on: retrieval, any: true }],
  },
} as const satisfies Record<`retrieval.${string}`, CatalogueEntry>
