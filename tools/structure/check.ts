/** One thing that is wrong, and where. */
export interface Finding {
  readonly file: string
  readonly line?: number
  readonly rule: string
}

/** A rule of the house that a machine keeps. `run` gets the root of a project, so that a test can hand it a planted one. */
export interface Check {
  readonly name: string
  readonly run: (root: string) => Promise<Finding[]> | Finding[]
}

/** One line for the terminal. */
export function findingLine({ file, line, rule }: Finding): string {
  return `  ${file}${line === undefined ? '' : `:${line}`}  ${rule}`
}
