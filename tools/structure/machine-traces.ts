import type { Check } from './check.ts'
import { linesOf, projectFiles } from './project-files.ts'

const TEXT = /[.](ts|tsx|mts|mjs|cjs|js|json|md|yml|yaml|css|html|svg|sh|txt)$|(^|\/)([.]npmrc|Dockerfile|run)$/
// Written in pieces, so that this file does not match itself.
const PATH = new RegExp(`(^|[^.\\w@-])/(${['work', 'root', 'farm', 'Users'].join('|')})/[\\w.-]|(^|[^.\\w@-])/home/(?!user/|you/|node/)[\\w.-]|[A-Z]:\\\\Users\\\\`)
const HOST = new RegExp(`${['registry', '[.]'].join('')}(npmjs|yarnpkg|npmmirror)|npm[.]pkg[.]github|codeload[.]github|(deb|security)[.]debian[.]org`)

/** Nothing in the project may say on which machine or from which mirror it was made. */
export const machineTraces: Check = {
  name: 'no path of a machine, no registry host',
  run: (root) =>
    projectFiles(root)
      .filter((file) => TEXT.test(file))
      .flatMap((file) =>
        linesOf(root, file).flatMap((text, at) => [
          ...(PATH.test(text) ? [{ file, line: at + 1, rule: 'a path of one machine' }] : []),
          ...(HOST.test(text) ? [{ file, line: at + 1, rule: 'a registry host' }] : []),
        ]),
      ),
}
