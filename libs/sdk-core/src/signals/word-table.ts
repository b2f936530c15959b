/**
 * Looks a foreign word up, in any case; a word that is not listed is `other`. A line has a closed word and the other names that the world
 * has for it: as text, because this travels in every bundle. signals.test.ts holds the lines to the vocabulary.
 */
export function wordTable<T extends string>(lines: string, other: T): (value: unknown) => T | undefined {
  const table = new Map<string, T>()
  for (const line of lines.split(',')) {
    const names = line.split(' ')
    for (const name of names) table.set(name, names[0] as T)
  }
  return (value) => (typeof value === 'string' && value !== '' ? (table.get(value) ?? table.get(value.toLowerCase()) ?? other) : undefined)
}
