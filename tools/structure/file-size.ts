import type { Check } from './check.ts'
import { linesOf, sourceFiles } from './project-files.ts'

const WALL = 400

/** A file over the wall holds a second concept; the linter says so for most files, this check for every one. */
export const fileSize: Check = {
  name: 'no file over 400 lines',
  run: (root) =>
    sourceFiles(root)
      .map((file) => ({ file, lines: linesOf(root, file).length - 1 }))
      .filter(({ lines }) => lines > WALL)
      .map(({ file, lines }) => ({ file, rule: `${lines} lines: find the second concept and give it a file` })),
}
