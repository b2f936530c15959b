type ManagerClass = new (parentRunId?: string) => QuietManager

type Metadata = Readonly<Record<string, unknown>>

/** What core's CallbackManager holds, as every 1.x has it. */
export interface QuietManager {
  readonly handlers: readonly unknown[]
  readonly inheritableHandlers: readonly unknown[]
  readonly _parentRunId?: string
  tags: readonly string[]
  inheritableTags: readonly string[]
  metadata: Metadata
  inheritableMetadata: Metadata
}

/**
 * A plain manager of this copy of core without a single handler: only the adapter, which watches the class, hears of it. The class's prototype, of which
 * libraries that patch it read, has no handlers at all.
 */
export const isQuiet = (manager: unknown, managerClass: object): manager is QuietManager =>
  typeof manager === 'object' && manager !== null && manager.constructor === managerClass &&
  (manager as Partial<QuietManager>).handlers?.length === 0 && (manager as Partial<QuietManager>).inheritableHandlers?.length === 0

/** As core leaves tags out. */
const withoutTags = (tags: readonly string[], removed: unknown): readonly string[] =>
  Array.isArray(removed) && removed.length !== 0 ? tags.filter((tag) => !removed.includes(tag)) : tags

/** As core adds tags: what was there already goes to the end. */
const withTags = (tags: readonly string[], added: unknown): readonly string[] =>
  Array.isArray(added) && added.length !== 0 ? [...withoutTags(tags, added), ...(added as readonly string[])] : tags

/** As core adds metadata; what holds all of it already is taken as it is. */
function withMetadata(metadata: Metadata, added: unknown): Metadata {
  if (typeof added !== 'object' || added === null) return metadata
  for (const key in metadata) if (!Object.hasOwn(added, key)) return { ...metadata, ...added }
  return added as Metadata
}

/**
 * As core's own `copy`, `addTags` and `addMetadata` for a manager without handlers, in one go. Core copies all metadata once more for
 * every key of it, for every runnable: most of what an untraced run does not have to pay. Here managers share what is the same.
 */
export function quietChild(around: QuietManager, managerClass: object, config: readonly unknown[]): QuietManager {
  const [tags, localTags, metadata, localMetadata] = config
  const child = new (managerClass as ManagerClass)(around._parentRunId)
  child.tags = withTags(withTags(around.tags, tags), localTags)
  child.inheritableTags = withoutTags(withTags(around.inheritableTags, tags), localTags)
  const isOneObject = around.metadata === around.inheritableMetadata
  child.inheritableMetadata = withMetadata(around.inheritableMetadata, metadata)
  child.metadata = withMetadata(isOneObject ? child.inheritableMetadata : withMetadata(around.metadata, metadata), localMetadata)
  return child
}

/** As core's own `copy` of a manager without handlers, which copies all metadata once for every key of it. */
export function quietCopy(manager: QuietManager, managerClass: object): QuietManager {
  const { tags, inheritableTags, metadata, inheritableMetadata } = manager
  const copy = new (managerClass as ManagerClass)(manager._parentRunId)
  copy.tags = tags.filter((tag, at) => tags.lastIndexOf(tag) === at)
  copy.inheritableTags = tags === inheritableTags ? copy.tags : copy.tags.filter((tag) => inheritableTags.includes(tag))
  copy.metadata = metadata
  copy.inheritableMetadata = metadata === inheritableMetadata ? metadata : Object.fromEntries(Object.entries(metadata).filter(([key]) => Object.hasOwn(inheritableMetadata, key)))
  return copy
}

/** What managers share is nobody's to change: whoever changes his gets one of his own first. */
export function unshare(manager: QuietManager): void {
  manager.tags = [...manager.tags]
  manager.inheritableTags = [...manager.inheritableTags]
  manager.metadata = { ...manager.metadata }
  manager.inheritableMetadata = { ...manager.inheritableMetadata }
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
  const { runId, inheritableTags, inheritableMetadata } = manager
  const child = new (managerClass as ManagerClass)(runId)
  child.inheritableTags = inheritableTags
  child.tags = inheritableTags
  if (typeof tag === 'string' && tag !== '') {
    child.tags = withTags(inheritableTags, [tag])
    child.inheritableTags = withoutTags(inheritableTags, [tag])
  }
  child.metadata = inheritableMetadata
  child.inheritableMetadata = inheritableMetadata
  return child
}

type RunClass = new (runId: string, ...held: readonly unknown[]) => object

/** As core's own start of a run with a manager without handlers, which tells each of none of them, in several turns of the loop. */
export function quietRun(manager: QuietManager, runClass: object, runId: string): object {
  const { handlers, inheritableHandlers, tags, inheritableTags, metadata, inheritableMetadata, _parentRunId } = manager
  return new (runClass as RunClass)(runId, handlers, inheritableHandlers, tags, inheritableTags, metadata, inheritableMetadata, _parentRunId)
}

/** Nobody is told how the run goes on. */
export const isQuietRun = (run: unknown): boolean =>
  typeof run === 'object' && run !== null && 'handlers' in run && Array.isArray(run.handlers) && run.handlers.length === 0
