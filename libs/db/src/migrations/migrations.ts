import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { ground } from './0001-ground.ts'
import { names } from './0002-names.ts'
import { records } from './0003-records.ts'
import { writeFunctions } from './0004-write-functions.ts'
import { verdictFunctions } from './0005-verdict-functions.ts'
import { upkeepFunctions } from './0006-upkeep-functions.ts'
import { failureStates } from './0007-failure-states.ts'
import { rollups } from './0008-rollups.ts'
import { resetNames } from './0010-reset-names.ts'
import { audit } from './0011-audit.ts'
import { views } from './0012-views.ts'
import { webhooks } from './0014-webhooks.ts'
import { stepsLeftOut } from './0015-steps-left-out.ts'

/** In code, so that they survive bundling. Released ones never change: a change is a further entry. */
export const migrationTexts: Readonly<Record<string, string>> = {
  '0001-ground': ground,
  '0002-names': names,
  '0003-records': records,
  '0004-write-functions': writeFunctions,
  '0005-verdict-functions': verdictFunctions,
  '0006-upkeep-functions': upkeepFunctions,
  '0007-failure-states': failureStates,
  '0008-rollups': rollups,
  '0010-reset-names': resetNames,
  '0011-audit': audit,
  '0012-views': views,
  '0014-webhooks': webhooks,
  '0015-steps-left-out': stepsLeftOut,
}

const statements = (text: string): Migration => ({ up: async (db) => void (await sql.raw(text).execute(db)) })

export const migrations: Readonly<Record<string, Migration>> = Object.fromEntries(Object.entries(migrationTexts).map(([name, text]) => [name, statements(text)]))
