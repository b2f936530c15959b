/** The list in order: itself where it is so already, as steps mostly are, else a copy. To look is a fraction of the price of sorting. */
export function inOrder<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  for (let at = 1; at < list.length; at++) if (compare(list[at - 1] as T, list[at] as T) > 0) return [...list].sort(compare)
  return list
}
