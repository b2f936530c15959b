import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'

const isProgram = (file: string): boolean => !file.includes('.test.') && !file.includes('/testing/')

/**
 * Members that a package declares for itself alone, which the minifier may shorten: declared in a module of its own that its entry point does
 * not export from, and unknown to everybody else (the modules that it does export from, the record model, Node, the language, and every word
 * that stands in quotes).
 */
export function internalNames(root: string, name: string): string[] {
  const folder = join(root, 'libs', name, 'src')
  const entry = join(folder, 'index.ts')
  const open = new Set([entry, ...exportedFrom(entry)])
  const own = globSync('**/*.ts', { cwd: folder }).map((file) => join(folder, file)).filter(isProgram)
  const sources = own.map((file) => ({ isOpen: open.has(file), ...wordsOf(file) }))
  const taken = new Set([...sources.flatMap(({ isOpen, members, quoted }) => (isOpen ? [...members, ...quoted] : quoted)), ...foreignWords(root)])
  const inside = new Set(sources.filter(({ isOpen }) => !isOpen).flatMap(({ members }) => members))
  return [...inside].filter((member) => !taken.has(member)).toSorted()
}

const parse = (file: string): ts.SourceFile => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)

function exportedFrom(entry: string): string[] {
  return parse(entry).statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined && ts.isStringLiteral(statement.moduleSpecifier) ? [resolve(dirname(entry), statement.moduleSpecifier.text)] : [])
}

interface Words {
  readonly members: readonly string[]
  readonly quoted: readonly string[]
}

/** The members that a module declares, and the words that it quotes. */
function wordsOf(file: string): Words {
  const members: string[] = []
  const quoted: string[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isTypeElement(node) || ts.isClassElement(node)) && node.name !== undefined && ts.isIdentifier(node.name)) members.push(node.name.text)
    if (ts.isStringLiteralLike(node)) quoted.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(file))
  return { members, quoted }
}

/** Every word of the record model, of Node's declarations and of the language's. */
function foreignWords(root: string): Set<string> {
  const { resolve: find } = createRequire(join(root, 'package.json'))
  const folders = [join(root, 'libs/schema/src'), dirname(find('@types/node/package.json')), dirname(find('typescript'))]
  const files = folders.flatMap((folder) => globSync(['**/*.d.ts', 'model/*.ts', 'names/*.ts', 'wire/*.ts'], { cwd: folder }).map((file) => join(folder, file)))
  const isOfLanguage = (file: string): boolean => !file.includes('/typescript/') || /\/lib\.[^/]*\.d\.ts$/.test(file)
  return new Set(files.filter(isOfLanguage).flatMap((file) => withoutComments(readFileSync(file, 'utf8')).match(/[A-Za-z_$][\w$]*/g) ?? []))
}

const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
