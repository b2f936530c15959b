import { sql } from 'kysely'
import type { RunId, SafeName, StepId, VersionLabel, ErrorClass, ModelName } from '@agenttracer/schema'
import { failureCatalogue } from '@agenttracer/schema'
import { unknownVersion } from '@agenttracer/schema/names'
import type { RunDetail, ShortVerdict, VerdictView } from '@agenttracer/schema/query'
import { stepTypeCodes } from '../columns/codes.ts'
import type { NameTexts } from '../columns/step-read.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { iso, namesOfRuns, runSelect, toRunSummary } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { readScope } from './read-scope.ts'
import { rows } from './sql-text.ts'

interface DetailRow extends RunReadRow {
  readonly continues_run_id: string | null
  readonly sdk_name: number | null
  readonly sdk_version: number | null
  readonly metrics: readonly { readonly name_id: number; readonly is_boolean: boolean; readonly value: number }[] | null
  readonly dropped: readonly { readonly reason: number; readonly count: number }[] | null
  readonly backoff_ms: readonly number[] | null
  readonly steps_left_out: number
  readonly cause_path: readonly string[]
  readonly other_causes: readonly string[]
}

const hexList = (name: string): string => `ARRAY(SELECT lpad(to_hex(x), 16, '0') FROM unnest(r.${name}) WITH ORDINALITY u(x, place) ORDER BY place) AS ${name}`
const detailSelect = [
  runSelect, 'r.continues_run_id', 'r.sdk_name', 'r.sdk_version', 'to_json(r.metrics) AS metrics', 'to_json(r.dropped) AS dropped', 'r.backoff_ms', 'r.steps_left_out',
  hexList('cause_path'), hexList('other_causes'),
].join(', ')

/** Null: no such run in this project. */
export async function readRun(context: ReadContext, runId: RunId): Promise<RunDetail | null> {
  const { client, project, words } = context
  const [row] = await rows<DetailRow>(client, sql`SELECT ${sql.raw(detailSelect)} FROM agenttracer.run r WHERE r.project_id = ${project} AND r.run_id = ${runId}::uuid`)
  if (row === undefined) return null
  const ids = namesOfRuns([row])
  for (const id of [row.sdk_name, row.sdk_version, ...(row.metrics ?? []).map((metric) => metric.name_id)]) if (id !== null) ids.add(id)
  const names = await readNames(client, project, ids)
  const summary = toRunSummary(row, { ...context, names })
  const text = (id: number | null): string | undefined => (id === null ? undefined : names.get(id))
  const sdkName = text(row.sdk_name)
  return {
    ...summary,
    continuesRunId: row.continues_run_id as RunId | null,
    sdk: sdkName === undefined ? null : { name: sdkName as SafeName, version: (text(row.sdk_version) ?? unknownVersion) as VersionLabel },
    metrics: (row.metrics ?? []).flatMap(({ name_id: id, is_boolean: isBoolean, value }) => {
      const name = names.get(id)
      return name === undefined ? [] : [{ name: name as SafeName, value: isBoolean ? value !== 0 : value }]
    }),
    dropped: (row.dropped ?? []).flatMap(({ reason, count }) => {
      const word = words.word('drop_reason', reason)
      return word === null ? [] : [{ reason: word, count }]
    }),
    stepsLeftOut: row.steps_left_out,
    lastSeenAt: iso(row.last_seen_at),
    verdict: summary.verdict === null ? null : await verdictView(context, row, summary.verdict, names),
  }
}

async function verdictView(context: ReadContext, row: DetailRow, verdict: ShortVerdict, names: NameTexts): Promise<VerdictView> {
  const scope = await readScope(context, row)
  const cause = await readCause(context, row)
  const key = row.failure_code === null ? null : context.words.failureKey(row.failure_code)
  return {
    ...verdict,
    path: row.cause_path as readonly StepId[] as StepId[],
    backoffMs: [...(row.backoff_ms ?? [])],
    others: row.other_causes as readonly StepId[] as StepId[],
    tool: cause.tool as SafeName | null,
    model: cause.model as ModelName | null,
    errorClass: row.failure_error_class === null ? null : ((names.get(row.failure_error_class) ?? null) as ErrorClass | null),
    retryable: row.failure_retryable ?? (key === null ? false : failureCatalogue[key].retryable),
    fingerprint: row.fingerprint as VerdictView['fingerprint'],
    ...scope,
  }
}

/** The tool and the model that the failing path goes through: the one nearest to the cause. */
async function readCause({ client, project }: ReadContext, row: DetailRow): Promise<{ readonly tool: string | null; readonly model: string | null }> {
  const path = [...row.cause_path, ...(row.root_cause_step_id === null ? [] : [row.root_cause_step_id])]
  if (path.length === 0) return { tool: null, model: null }
  const found = await rows<{ type: number; name: string | null; model: string | null }>(client, sql`
    SELECT t.type, n.name::text AS name, m.name::text AS model
    FROM unnest(${path}::text[]) WITH ORDINALITY p(hex, place)
    JOIN agenttracer.step t ON t.project_id = ${project} AND t.run_id = ${row.run_id}::uuid AND t.step_id = ('x' || p.hex)::bit(64)::bigint
    LEFT JOIN agenttracer.name n ON n.project_id = t.project_id AND n.name_id = t.name
    LEFT JOIN agenttracer.name m ON m.project_id = t.project_id AND m.name_id = t.model
    ORDER BY p.place DESC`)
  const tool = found.find(({ type }) => type === stepTypeCodes.tool)
  const model = found.find((step) => step.type === stepTypeCodes.model || step.model !== null)
  return { tool: tool?.name ?? null, model: model?.model ?? model?.name ?? null }
}
