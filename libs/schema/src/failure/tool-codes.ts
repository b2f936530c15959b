import type { CatalogueEntry, FailureSubject } from './catalogue-entry.ts'
import { containerSubjects, serviceMatches } from './transport-signals.ts'

const tool = ['tool'] as const satisfies readonly FailureSubject[]
const toolOrAbove = ['tool', ...containerSubjects] as const satisfies readonly FailureSubject[]
const service = serviceMatches(tool)

export const toolCodes = {
  'tool.timeout': {
    category: 'tool', retryable: true, since: '0.1.0',
    what: '{Step} did not answer in time[ {onTries}][ and was stopped after {duration}].',
    action: 'Look at the latency of {name}[ around {time}]; if that is normal, raise its time limit or let it return sooner.',
    matches: [{ by: 'code', on: toolOrAbove, classes: ['ToolTimeoutError'] }, ...service.timeout],
  },
  'tool.rate_limited': {
    category: 'tool', retryable: true, since: '0.1.0',
    what: '{Step} was turned away by its own rate limit[ (HTTP {status})][ {onTries}].',
    action: 'Honour the retry-after of the API behind {name}, or lower how many calls to it run at once.',
    matches: service.rateLimited,
  },
  'tool.auth_failed': {
    category: 'tool', retryable: false, since: '0.1.0',
    what: 'The credentials of {step} were refused[ with HTTP {status}].',
    action: 'Check the key, scopes and expiry that {name} uses[ in {environment}].',
    matches: [...service.authFailed, { by: 'class', on: tool, codes: ['invalid_api_key'] }],
  },
  'tool.not_found': {
    category: 'tool', retryable: false, since: '0.1.0',
    what: '{Step} asked for something that does not exist[ (HTTP {status})].',
    action: 'Check the route that {name} calls, and whether the id it was given came from the data or was made up by the model.',
    matches: service.notFound,
  },
  'tool.bad_request': {
    category: 'tool', retryable: false, retryableFlipsOn: [409], since: '0.1.0',
    what: 'The API behind {step} rejected the request[ with HTTP {status}].',
    action: 'Compare the argument schema of {name} with what its API accepts.',
    matches: service.badRequest,
  },
  'tool.upstream_error': {
    category: 'tool', retryable: true, since: '0.1.0',
    what: '[{Step} returned HTTP {status}|The service behind {step} failed][ {onTries}].',
    action: 'Check the service behind {name}[ at {time}]; give the agent a fallback if it may be down.',
    matches: service.upstreamError,
  },
  'tool.connection_failed': {
    category: 'tool', retryable: true, since: '0.1.0',
    what: '{Step} could not reach its host[ ({errorCode})][ {onTries}].',
    action: 'Check address, DNS, TLS and that the service of {name} runs[ in {environment}].',
    matches: service.connectionFailed,
  },
  'tool.system_error': {
    category: 'tool', retryable: false, since: '0.1.0',
    what: '{Step} met a missing file, permission or resource[ ({errorCode})] on its own machine.',
    action: 'Check files, permissions, disk and process limits where this agent runs[ in {environment}].',
    matches: [{
      by: 'errno', on: tool,
      errnos: [
        'ENOENT', 'EACCES', 'EPERM', 'ENOSPC', 'EMFILE', 'ENFILE', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EROFS', 'EBUSY', 'ENOMEM', 'EIO', 'EFBIG',
        'ENAMETOOLONG', 'ELOOP', 'EXDEV', 'EADDRINUSE', 'EADDRNOTAVAIL', 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER', 'ERR_CHILD_PROCESS_IPC_REQUIRED',
      ],
    }],
  },
  'tool.invalid_output': {
    category: 'tool', retryable: false, since: '0.1.0',
    what: '{Step} returned something outside its declared output schema.',
    action: 'Compare what {name} returns now with the output schema it declares; one of the two has changed.',
    matches: [
      { by: 'mark', on: tool, flags: ['invalid_result'], onOk: true },
      { by: 'code', on: toolOrAbove, classes: ['InvalidToolOutputError', 'ToolOutputParsingException'], codes: ['MCP_INVALID_PARAMS'] },
    ],
  },
  'tool.unavailable': {
    category: 'tool', retryable: true, since: '0.1.0',
    what: 'The tool server does not offer {step}, or is not connected.',
    action: 'Check that the server of {name} is connected[ in {environment}] and that its running version still lists this tool.',
    matches: [
      { by: 'mark', on: toolOrAbove, flags: ['tool_unavailable'], onOk: true },
      { by: 'code', on: toolOrAbove, codes: ['MCP_METHOD_NOT_FOUND'] },
    ],
  },
  'tool.returned_error': {
    category: 'tool', retryable: false, since: '0.1.0',
    what: '{Step} ran and reported a failure in its result[ {onTries}].',
    action: "Look at the log of {name} itself[ at {time}]: it handled its error and told only the model.",
    matches: [{ by: 'default', on: tool, flags: ['result_error'], onOk: true }],
  },
  'tool.exception': {
    category: 'tool', retryable: false, since: '0.1.0',
    what: 'The code of {step} threw[ {class}][ {onTries}].',
    action: 'Open your own log[ at {time}] for [{class}|an error] thrown in {name}; the stack stays with you.',
    matches: [{ by: 'default', on: tool, any: true }],
  },
} as const satisfies Record<`tool.${string}`, CatalogueEntry>
