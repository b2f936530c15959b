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

/** As core's own `copy` of a manager without handlers, which copies all metadata once for every key of it. */
export function quietCopy(manager: QuietManager, managerClass: object): QuietManager {
  const copy = new (managerClass as ManagerClass)(manager._parentRunId)
  copy.tags = manager.tags.filter((tag, at) => manager.tags.lastIndexOf(tag) === at)
  copy.inheritableTags = copy.tags.filter((tag) => manager.inheritableTags.includes(tag))
  copy.metadata = { ...manager.metadata }
  for (const key of Object.keys(manager.metadata)) if (Object.hasOwn(manager.inheritableMetadata, key)) copy.inheritableMetadata[key] = manager.metadata[key]
  return copy
}

/** What core's run managers hold that a manager of the work beneath inherits. */
interface RunManager extends Pick<QuietManager, 'inheritableHandlers' | 'inheritableTags' | 'inheritableMetadata'> {
  readonly runId: string
}

/** No handler goes on to the work beneath. */
export const hasQuietChildren = (manager: unknown): manager is RunManager =>
  typeof manager === 'object' && manager !== null && 'inheritableHandlers' in manager && Array.isArray(manager.inheritableHandlers) && manager.inheritableHandlers.length === 0

/** As core's own `getChild` of the manager of a run, in one go. */
export function quietChildOf(manager: RunManager, managerClass: object, tag: unknown): QuietManager {
  const child = new (managerClass as ManagerClass)(manager.runId)
  child.tags = [...manager.inheritableTags]
  child.inheritableTags = [...manager.inheritableTags]
  child.metadata = { ...manager.inheritableMetadata }
  child.inheritableMetadata = { ...manager.inheritableMetadata }
  if (typeof tag === 'string' && tag !== '') child.addTags([tag], false)
  return child
}
