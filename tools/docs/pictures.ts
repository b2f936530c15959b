import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A picture in Markdown, or in the tags that show another one on a dark page. */
const named = /!\[(?<alt>[^\]]*)\]\((?<path>[^)\s]+)\)|<(?<tag>img|source)\b(?<attributes>[^>]*)>/g

/** What is wrong between the pages and the pictures: one that is named and missing, one without words, one that nobody shows or nobody takes. */
export function pictureFaults(root: string, taken: readonly string[]): string[] {
  const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => join('docs', file))]
  const shown = new Set<string>()
  const faults: string[] = []
  for (const page of pages) {
    for (const { groups = {} } of readFileSync(join(root, page), 'utf8').matchAll(named)) {
      const path = groups['path'] ?? attribute(groups['attributes'], groups['tag'] === 'img' ? 'src' : 'srcset')
      if (path === undefined || /^https?:/.test(path)) continue
      const file = normalize(join(dirname(page), path))
      shown.add(file)
      if (!existsSync(join(root, file))) faults.push(`${page}: there is no picture ${path}`)
      if (groups['tag'] !== 'source' && (groups['alt'] ?? attribute(groups['attributes'], 'alt') ?? '') === '') faults.push(`${page}: ${path} has no words for those who do not see it`)
    }
  }
  const kept = readdirSync(join(root, 'docs/images'))
  return [
    ...faults,
    ...taken.filter((file) => !kept.includes(file)).map((file) => `docs/images/${file} is not there: npm run screenshots`),
    ...kept.filter((file) => !taken.includes(file)).map((file) => `docs/images/${file} is taken by no script: remove it, or name it in tools/screenshots/picture-names.ts`),
    ...kept.filter((file) => !shown.has(join('docs/images', file))).map((file) => `docs/images/${file} is shown on no page`),
  ]
}

const attribute = (text: string | undefined, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(text ?? '')?.[1]
