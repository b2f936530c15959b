/** The variables that decide what an SDK in this shell would do. */
export interface SdkSettings {
  readonly isDisabled: boolean
  readonly apiUrl: string | undefined
  readonly apiKey: string | undefined
}

export function readSdkSettings(source: Readonly<Record<string, string | undefined>> = process.env): SdkSettings {
  const given = (key: string): string | undefined => (source[key] === '' ? undefined : source[key])
  return {
    isDisabled: ['1', 'true'].includes(given('AGENTTRACER_DISABLED')?.toLowerCase() ?? ''),
    apiUrl: given('AGENTTRACER_API_URL'),
    apiKey: given('AGENTTRACER_API_KEY'),
  }
}
