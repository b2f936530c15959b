import { spawn } from 'node:child_process'

export interface ProgramEnd {
  readonly code: number
  readonly output: string
}

export interface ProgramOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Print as it goes, besides keeping the output. */
  readonly isLoud?: boolean
  readonly withinMs: number
}

const running = new Set<{ kill(signal: NodeJS.Signals): boolean }>()

/** Runs a program of this Node to its end, within a time. What we started goes when we are asked to go. */
export function runNode(args: readonly string[], options: ProgramOptions): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: options.cwd, env: { ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    for (const [stream, target] of [[child.stdout, process.stdout], [child.stderr, process.stderr]] as const) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8')
        if (options.isLoud === true) target.write(chunk)
      })
    }
    const limit = setTimeout(() => {
      output += `\nended: it took more than ${options.withinMs / 60_000} minutes\n`
      child.kill('SIGKILL')
    }, options.withinMs)
    child.once('close', (code) => {
      clearTimeout(limit)
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Call once: a signal to us reaches what we run. */
export function passSignalsOn(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const child of running) child.kill('SIGTERM')
      setTimeout(() => process.exit(130), 3000).unref()
    })
  }
}
