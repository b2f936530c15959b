import type { Check, Finding } from './check.ts'
import { linesOf, sourceFiles } from './project-files.ts'

interface Ban {
  readonly pattern: RegExp
  readonly rule: string
  /** Files that may. */
  readonly except?: RegExp
}

// Written so that this file does not match itself.
const BANS: readonly Ban[] = [
  { pattern: /^\s*export\s+(type\s+)?[*]/, rule: 'export names by hand, never a star' },
  { pattern: /\bvi[.](mock|doMock|hoisted)\s*\(/, rule: 'pass dependencies in instead of mocking modules' },
  { pattern: /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s+\w/, rule: 'a const table and its union instead of an enum' },
  { pattern: /@ts-(ignore|nocheck)/, rule: 'mend the type; @ts-expect-error with a reason where it must be' },
  { pattern: /\b(describe|test|it)[.](only|todo)\b/, rule: 'a test that narrows the run or does not exist' },
  { pattern: /[.]formData\s*\(\s*\)/, rule: 'readForm: a body that is no form makes formData throw, which the framework answers with a 500', except: /(^|\/)form-data[.]server[.]ts$/ },
  { pattern: /<[F]orm\b(?!.*\baction=)/, rule: 'OwnForm, or an action on the same line: without one the framework repeats the address in the page', except: /(^|\/)own-form[.]tsx$/ },
  {
    pattern: /\benv\b[^=;]*\}\s*=\s*process\b|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*'(node:)?process'/,
    rule: 'the environment is read in the env file of an app only',
    except: /(^|\/)(env|env[.]server|[a-z-]+-env)[.]ts$|^tools\/boot[.]mjs$/,
  },
]

/** What no linter rule of ours can say. */
export const forbiddenText: Check = {
  name: 'no star export, module mock, enum or hidden environment read',
  run: (root) => sourceFiles(root).flatMap((file) => linesOf(root, file).flatMap((text, at) => findings(file, text, at + 1))),
}

function findings(file: string, text: string, line: number): Finding[] {
  return BANS.filter(({ pattern, except }) => pattern.test(text) && !(except?.test(file) ?? false)).map(({ rule }) => ({ file, line, rule }))
}
