/** Characters of a path that fit into the banner without making the first screen too small for the cause. */
const roomy = 90

/** A long path keeps its beginning and its end: where the run entered, and what is right above the cause. */
export function shortPath(names: readonly string[]): readonly string[] {
  if (names.length <= 2 || names.join(' > ').length <= roomy) return names
  const [first = '', last = ''] = [names[0], names.at(-1)]
  const left = names.length - 2
  return [first, left === 1 ? '(1 step)' : `(${left} steps)`, last]
}
