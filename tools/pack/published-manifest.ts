import type { Published } from '../build/published.ts'

/** A package.json as it stands in the repository. */
export interface SourceManifest {
  readonly name: string
  readonly version: string
  readonly description?: string
  readonly license: string
  readonly keywords?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>
}

/** The package.json that leaves: built entry points for both module systems, and only the dependencies that remain. */
export function publishedManifest(source: SourceManifest, { dependencies }: Published): Record<string, unknown> {
  const all = { ...source.devDependencies, ...source.dependencies }
  const kept = Object.fromEntries(dependencies.map((name) => [name, all[name]]))
  const optional = <T>(key: string, value: T | undefined): Record<string, T> => (value === undefined ? {} : { [key]: value })
  return {
    name: source.name,
    version: source.version,
    ...optional('description', source.description),
    license: source.license,
    ...optional('keywords', source.keywords),
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: {
      '.': {
        import: { types: './dist/index.d.mts', default: './dist/index.mjs' },
        require: { types: './dist/index.d.cts', default: './dist/index.cjs' },
      },
      './package.json': './package.json',
    },
    main: './dist/index.cjs',
    module: './dist/index.mjs',
    types: './dist/index.d.cts',
    files: ['dist'],
    ...(dependencies.length === 0 ? {} : { dependencies: kept }),
    ...optional('peerDependencies', source.peerDependencies),
    ...optional('peerDependenciesMeta', source.peerDependenciesMeta),
  }
}
