import { migratedColumns, typedByPeople, wallOf, type StoredColumn } from '@agenttracer/testkit'
import { writeOrCheck } from './write-or-check.ts'

const path = 'docs/reference/stored-columns.md'

/** Asks the catalog of a freshly migrated database. */
export const storedColumnsPage = async (isCheck: boolean): Promise<boolean> => writeOrCheck(path, page(await migratedColumns()), isCheck)

function page(columns: readonly StoredColumn[]): string {
  const tables = Map.groupBy(columns, ({ place }) => place.split('.').slice(0, 2).join('.'))
  const people: readonly string[] = typedByPeople
  const texts = columns.filter(({ place, category, type }) => !people.includes(place) && category !== 'c' && ['text', 'varchar', 'bpchar', 'bytea', 'json', 'jsonb'].includes(type)).length
  return `${[
    '# Every stored column, with its wall',
    '',
    'Read from the catalog of the migrated database (`node tools/docs/main.ts`). The test `libs/db/src/migrations/walls.pg.test.ts` fails on a column without a wall,',
    'and tries to insert prose as every role.',
    '',
    `${columns.length} columns in ${tables.size} tables. ${texts} can hold characters at all, each under the pattern shown; ${people.length} more hold what a person types`,
    '(names of keys, projects, views and webhooks, 40 characters at most). All others are numbers, booleans, times and ids: there is no json, and no text without a rule. Names of',
    'agents, steps, tools and models stand once in `agenttracer.name`; runs and steps hold their numbers.',
    '',
    ...[...tables].flatMap(([table, inside]) => [`## ${table}`, '', '| column | type | wall |', '| --- | --- | --- |', ...inside.map(row), '']),
  ].join('\n').trimEnd()}\n`
}

function row(column: StoredColumn): string {
  const wall = (typedByPeople as readonly string[]).includes(column.place) ? 'typed by a person: 1 to 40 characters, no control characters' : (wallOf(column) ?? 'NONE')
  const type = `${column.domain ?? column.type}${column.isList ? '[]' : ''}`
  const isNumber = wall === type || /^(list of |\()/.test(wall)
  return `| \`${column.place.split('.')[2]}\` | ${type} | ${isNumber ? (wall === type ? 'its type holds no text' : `${wall}: no text`) : wall.startsWith('typed') ? wall : `\`${wall.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}\``} |`
}
