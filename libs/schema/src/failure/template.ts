/** What a placeholder stands for; undefined where the fact is not known. */
export type TemplateFacts = Readonly<Record<string, string | undefined>>

const placeholder = /\{(\w+)\}/g
const segment = /\[([^[\]]*)\]/g

/** The text with its placeholders filled, or undefined when one of them is not known. */
function filled(text: string, facts: TemplateFacts): string | undefined {
  let missing = false
  const out = text.replace(placeholder, (_, name: string) => {
    const value = facts[name]
    if (value === undefined) missing = true
    return value ?? ''
  })
  return missing ? undefined : out
}

/**
 * Fills a verdict text. `{fact}` is replaced; `[a|b]` takes the first alternative whose facts are all known, and vanishes when none is.
 * A fact outside brackets has to be known: the caller gives every one of those (a test walks the catalogue).
 */
export function fillTemplate(template: string, facts: TemplateFacts): string {
  const chosen = template.replace(segment, (_, inner: string) => {
    for (const alternative of inner.split('|')) {
      const text = filled(alternative, facts)
      if (text !== undefined) return text
    }
    return ''
  })
  return chosen.replace(placeholder, (_, name: string) => facts[name] ?? name)
}

/** Names of the facts that a template may use. */
export function templateFacts(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map((match) => match[1] ?? ''))]
}
