type Source = Readonly<Record<string, string | undefined>>

/** The variables that decide what an SDK in this shell would do. */
export interface SdkSettings {
  readonly isDisabled: boolean
  readonly apiUrl: string | undefined
  readonly apiKey: string | undefined
}

export function readSdkSettings(source: Source = process.env): SdkSettings {
  return { isDisabled: ['1', 'true'].includes(given(source, 'AGENTTRACER_DISABLED')?.toLowerCase() ?? ''), apiUrl: given(source, 'AGENTTRACER_API_URL'), apiKey: given(source, 'AGENTTRACER_API_KEY') }
}

/** Whether this shell sends HTTP through a proxy. Values are not kept: they may hold a password. */
export interface ProxySettings {
  /** Node's own fetch obeys the proxy variables only with this. */
  readonly isObeyed: boolean
  /** Name of the variable that sets one; undefined: none does. */
  readonly variable: string | undefined
  /** Hosts that go past the proxy. */
  readonly except: readonly string[]
}

export function readProxySettings(source: Source = process.env): ProxySettings {
  return {
    isObeyed: given(source, 'NODE_USE_ENV_PROXY') === '1' || (given(source, 'NODE_OPTIONS') ?? '').includes('--use-env-proxy'),
    variable: ['HTTP_PROXY', 'http_proxy'].find((key) => given(source, key) !== undefined),
    except: (given(source, 'NO_PROXY') ?? given(source, 'no_proxy') ?? '').split(',').map((host) => host.trim().toLowerCase()).filter((host) => host !== ''),
  }
}

const given = (source: Source, key: string): string | undefined => (source[key] === '' ? undefined : source[key])
