/** Everything that can be reached from some nodes of a graph, these included. */
export function reach(from: Iterable<string>, next: (id: string) => Iterable<string>): ReadonlySet<string> {
  const seen = new Set(from)
  // A set hands out what is added to it while it is walked.
  for (const id of seen) for (const each of next(id)) seen.add(each)
  return seen
}
