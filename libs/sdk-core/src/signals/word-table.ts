/** A closed word and the other names that the world has for it. */
type Synonyms<T extends string> = { readonly [Word in T]: string }

/** Looks a foreign word up, in any case; a word that is not listed is `other`. Written as text because this travels in every bundle. */
export function wordTable<T extends string>(synonyms: Synonyms<T>, other: T): (value: unknown) => T | undefined {
  const table = new Map<string, T>()
  for (const word in synonyms) for (const name of [word, ...synonyms[word].split(' ')]) table.set(name, word)
  return (value) => (typeof value === 'string' && value !== '' ? (table.get(value) ?? table.get(value.toLowerCase()) ?? other) : undefined)
}
