/** What the SDK reads from the environment, by the name after `AGENTTRACER_`; an option given in code wins. */
export function fromEnvironment(name: 'API_URL' | 'API_KEY' | 'AGENT_ID' | 'AGENT_VERSION' | 'ENVIRONMENT' | 'DISABLED'): string | undefined {
  const value = typeof process === 'undefined' ? undefined : process.env[`AGENTTRACER_${name}`]
  return value === '' ? undefined : value
}

export const isSwitchedOff = (): boolean => /^(1|true|yes|on)$/i.test(fromEnvironment('DISABLED') ?? '')
