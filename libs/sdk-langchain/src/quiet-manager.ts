type ManagerClass = new (parentRunId?: string) => QuietManager

/** What core's CallbackManager holds, as every 1.x has it. */
export interface QuietManager {
  readonly handlers: readonly unknown[]
  readonly inheritableHandlers: readonly unknown[]
  readonly _parentRunId?: string
  tags: string[]
  inheritableTags: string[]
  metadata: Record<string, unknown>
  inheritableMetadata: Record<string, unknown>
  addTags(tags: readonly string[], inherit?: boolean): void
}

/** A plain manager of this copy of core without a single handler: only the adapter, which watches the class, hears of it. */
export const isQuiet = (manager: unknown, managerClass: object): manager is QuietManager =>
  typeof manager === 'object' && manager !== null && manager.constructor === managerClass &&
  (manager as QuietManager).handlers.length === 0 && (manager as QuietManager).inheritableHandlers.length === 0

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [])

/**
 * As core's own `copy`, `addTags` and `addMetadata` for a manager without handlers, in one go. Core copies all metadata once more for
 * every key of it, for every runnable: most of what an untraced run does not have to pay.
 */
export function quietChild(around: QuietManager, managerClass: object, config: readonly unknown[]): QuietManager {
  const [tags, localTags, metadata, localMetadata] = config
  const child = new (managerClass as ManagerClass)(around._parentRunId)
  child.tags = [...around.tags]
  child.inheritableTags = [...around.inheritableTags]
  if (strings(tags).length !== 0) child.addTags(strings(tags))
  if (strings(localTags).length !== 0) child.addTags(strings(localTags), false)
  child.metadata = { ...around.metadata, ...(metadata as object), ...(localMetadata as object) }
  child.inheritableMetadata = { ...around.inheritableMetadata, ...(metadata as object) }
  return child
}
