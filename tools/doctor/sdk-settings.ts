import type { SdkSettings } from './doctor-env.ts'
import { bad, note, ok, type Verdict } from './verdict.ts'

/** What the environment of this shell would make an SDK do. Values are never shown: a URL may carry a password. */
export function examineSdk({ isDisabled, apiUrl, apiKey }: SdkSettings, ingestUrl: string): Verdict[] {
  return [
    isDisabled ? bad('AGENTTRACER_DISABLED is set: the SDK sends nothing', 'unset AGENTTRACER_DISABLED where your agent runs') : ok('the SDK is not switched off in this shell'),
    urlVerdict(apiUrl, ingestUrl),
    keyVerdict(apiKey),
  ]
}

function urlVerdict(apiUrl: string | undefined, ingestUrl: string): Verdict {
  if (apiUrl === undefined) return note('AGENTTRACER_API_URL is not set in this shell', `without apiUrl in the code and without this variable the SDK is silent; set it to ${ingestUrl}`)
  if (!URL.canParse(apiUrl)) return bad('AGENTTRACER_API_URL is not an address', `set it to ${ingestUrl}`)
  const { port, hostname } = new URL(apiUrl)
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  if (isLocal && port !== new URL(ingestUrl).port) return bad(`AGENTTRACER_API_URL points to port ${port || '80'} of this machine, where the ingest door is not`, `set it to ${ingestUrl}`)
  return isLocal ? ok('AGENTTRACER_API_URL points to the ingest door') : note('AGENTTRACER_API_URL points to another machine', 'look for your runs there')
}

function keyVerdict(apiKey: string | undefined): Verdict {
  if (apiKey === undefined) return ok('no AGENTTRACER_API_KEY: none is needed on this machine')
  if (apiKey.startsWith('at_ingest_')) return ok('AGENTTRACER_API_KEY is an ingest key')
  return bad('AGENTTRACER_API_KEY is not an ingest key', 'an SDK needs a key that begins with at_ingest_; query and admin keys may not write')
}
