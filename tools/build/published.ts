/** A package that leaves the repository. */
export interface Published {
  /** Folder under libs. */
  readonly name: string
  /** Runtime dependencies that the published manifest keeps; everything of ours is bundled, frameworks are peers. */
  readonly dependencies: readonly string[]
  /** Packages whose code and types go into the bundle. */
  readonly bundled: readonly RegExp[]
  /** Members that no other module knows are shortened: for a package with a budget. */
  readonly hasShortNames?: true
}

const schema = /^@agenttracer\/schema(\/|$)/

export const published: readonly Published[] = [
  { name: 'sdk-core', dependencies: [], bundled: [schema], hasShortNames: true },
  { name: 'sdk-langchain', dependencies: [], bundled: [schema] },
  { name: 'sdk-openai', dependencies: [], bundled: [schema] },
  { name: 'client', dependencies: ['@trpc/client', '@trpc/server'], bundled: [schema, /^@agenttracer\/api(\/|$)/] },
]
