import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { allChecks } from '../structure/all-checks.ts'
import { findingLine } from '../structure/check.ts'
import { isWebBuilt, markWebBuilt, webInputs } from '../start/web-build.ts'
import { runNode } from './run-program.ts'
import { testEnv } from './test-env.ts'
import { typeProjects } from './type-projects.ts'

/** Something that passes or fails as one: it counts as one test. */
export interface HouseCheck {
  readonly kind: 'lint' | 'types' | 'structure' | 'knip' | 'docs' | 'build'
  readonly name: string
  /** Empty if it passed, else what to read. */
  readonly run: () => Promise<string>
}

const WITHIN_MS = 300_000

/** All checks of the house, in the order in which they are worth knowing. */
export function houseChecks(root: string): HouseCheck[] {
  const program = (kind: HouseCheck['kind'], name: string, args: readonly string[], cwd = root): HouseCheck => ({
    kind,
    name,
    run: async () => {
      const { code, output } = await runNode(args, { cwd, env: testEnv({}), withinMs: WITHIN_MS })
      return code === 0 ? '' : output || `exit code ${code}`
    },
  })
  const bin = (path: string): string => join(root, 'node_modules', path)
  return [
    program('lint', 'lint', [bin('oxlint/bin/oxlint'), '--deny-warnings']),
    ...typeProjects(root).map((folder) => program('types', `types of ${folder}`, [bin('typescript-7/bin/tsc'), '--noEmit', '-p', folder])),
    ...allChecks.map((check): HouseCheck => ({
      kind: 'structure',
      name: check.name,
      run: async () => (await check.run(root)).map(findingLine).join('\n'),
    })),
    program('knip', 'no unused file, export or dependency', [bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints']),
    ...(existsSync(join(root, 'tools/docs/main.ts')) ? [program('docs', 'generated pages are current', ['tools/docs/main.ts', '--check'])] : []),
    webBuild(root, program('build', 'the web UI builds', [bin('@remix-run/dev/dist/cli.js'), 'vite:build'], join(root, 'apps/web'))),
  ]
}

/** The browser tests need the build; the next `npm start` takes it as it is. */
function webBuild(root: string, build: HouseCheck): HouseCheck {
  return {
    ...build,
    run: async () => {
      if (isWebBuilt(root)) return ''
      const inputs = webInputs(root)
      const trouble = await build.run()
      if (trouble === '') markWebBuilt(root, inputs)
      return trouble
    },
  }
}
