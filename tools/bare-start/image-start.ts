import { readFileSync } from 'node:fs'

/** What a stage of the Dockerfile starts, and with which environment: the one source of the start command. */
export interface ImageStart {
  readonly command: readonly string[]
  readonly healthCheck: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Reads the last stage of that name. Throws when the stage has no command in exec form. */
export function imageStart(dockerfile: string, stage: string): ImageStart {
  const text = readFileSync(dockerfile, 'utf8').replaceAll(/\\\n\s*/g, ' ')
  const stages = text.split(/^(?=FROM )/m)
  const own = stages.find((part) => new RegExp(`^FROM \\S+ AS ${stage}\\s`).test(part)) ?? ''
  const list = (pattern: RegExp): readonly string[] => JSON.parse(pattern.exec(own)?.[1] ?? '[]') as string[]
  const command = list(/^CMD (\[.*\])$/m)
  if (command.length === 0) throw new Error(`The stage ${stage} has no CMD in exec form.`)
  const env = Object.fromEntries([...own.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, key = '', value = '']) => [key, value]))
  return { command, healthCheck: list(/^HEALTHCHECK .*CMD (\[.*\])$/m), env }
}
