import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Check, Finding } from './check.ts'

const CONFIG = fileURLToPath(new URL('../../.dependency-cruiser.cjs', import.meta.url))
const CRUISER = fileURLToPath(new URL('../../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url))

interface CruiseResult {
  readonly summary: { readonly violations: readonly { from: string; to: string; rule: { name: string } }[] }
}

/** Arrows point down only. The rules are in .dependency-cruiser.cjs. */
export const layers: Check = {
  name: 'layers, gates and cycles',
  run: async (root) => {
    const folders = ['apps', 'libs', 'examples', 'tools'].filter((folder) => existsSync(join(root, folder)))
    const { summary } = JSON.parse(await cruise(root, folders)) as CruiseResult
    return summary.violations.map(({ from, to, rule }): Finding => ({ file: from, rule: `${rule.name}: ${to}` }))
  },
}

function cruise(root: string, folders: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [CRUISER, ...folders, '--config', CONFIG, '--output-type', 'json']
    execFile(process.execPath, args, { cwd: root, maxBuffer: 256 * 2 ** 20 }, (error, stdout, stderr) => {
      // It exits with the number of violations; only an exit without an answer is a failure of its own.
      if (stdout.startsWith('{')) resolve(stdout)
      else reject(new Error(`dependency-cruiser gave no answer: ${stderr || String(error)}`))
    })
  })
}
