/** Everything the SDK reads from the environment, in one place; an option given in code wins. */
export interface Environment {
  readonly apiUrl: string | undefined
  readonly apiKey: string | undefined
  readonly agentId: string | undefined
  readonly agentVersion: string | undefined
  readonly environment: string | undefined
  readonly isDisabled: boolean
}

const read = (name: string): string | undefined => {
  const value = typeof process === 'undefined' ? undefined : process.env[name]
  return value === undefined || value === '' ? undefined : value
}

export const readEnvironment = (): Environment => ({
  apiUrl: read('AGENTTRACER_API_URL'),
  apiKey: read('AGENTTRACER_API_KEY'),
  agentId: read('AGENTTRACER_AGENT_ID'),
  agentVersion: read('AGENTTRACER_AGENT_VERSION'),
  environment: read('AGENTTRACER_ENVIRONMENT'),
  isDisabled: /^(1|true|yes|on)$/i.test(read('AGENTTRACER_DISABLED') ?? ''),
})
