const SECRET = /^(OPENAI|ANTHROPIC|AZURE|LANGCHAIN|LANGSMITH|LANGFUSE|AGENTTRACER|OTEL|NODE_OPTIONS|DATABASE_URL|PG)/

/** The environment of a test run: the shell's, without keys and switches that would make it someone's own. */
export function testEnv(more: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !SECRET.test(entry[0]))
  return { ...Object.fromEntries(kept), NX_DAEMON: 'false', ...more }
}

/** Where the person or the machine says the browser is. */
export function chromiumSetting(): string | undefined {
  return process.env['AGENTTRACER_CHROMIUM'] ?? process.env['CHROME_BIN'] ?? process.env['CHROMIUM_PATH']
}
