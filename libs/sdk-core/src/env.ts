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
  const value = typeof process === 'undefined' ? undefined : process.env[`AGENTTRACER_${name}`]
  return value === undefined || value === '' ? undefined : value
}

export const readEnvironment = (): Environment => ({
  apiUrl: read('API_URL'),
  apiKey: read('API_KEY'),
  agentId: read('AGENT_ID'),
  agentVersion: read('AGENT_VERSION'),
  environment: read('ENVIRONMENT'),
  isDisabled: /^(1|true|yes|on)$/i.test(read('DISABLED') ?? ''),
})
