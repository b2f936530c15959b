/** The one value that a single choice can show; empty for none, undefined where the filter says more than that. */
export function singleValue(choice: { readonly include: readonly string[]; readonly exclude: readonly string[] } | undefined): string | undefined {
  if (choice === undefined) return ''
  return choice.include.length === 1 && choice.exclude.length === 0 ? choice.include[0] : undefined
}
