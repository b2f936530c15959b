import { z } from 'zod'
import type { ClientId, ErrorClass, Instant, ModelName, RunId, SafeName, StepId, TraceId, VersionLabel } from '../model/ids.ts'
import { isErrorClass } from '../names/error-class.ts'
import { instantPattern, isClientId, isInstant, runIdPattern, stepIdPattern, traceIdPattern } from '../names/ids.ts'
import { isModelName, isSafeName, isVersionLabel, modelNamePattern, safeNamePattern, versionLabelPattern } from '../names/safe-name.ts'

/** The only kinds of leaf that a wire schema may have; the structure test walks every schema and refuses others. */
export const leafKinds = ['id', 'safe_name', 'model_name', 'version_label', 'error_class', 'instant', 'schema_word'] as const
export type LeafKind = (typeof leafKinds)[number]

const rules = new WeakMap<z.core.$ZodType, { readonly leaf: LeafKind; readonly rule: string }>()

/** What a branded text leaf is, and the rule that a refusal names; undefined for any other schema. */
export const leafOf = (schema: z.core.$ZodType): { readonly leaf: LeafKind; readonly rule: string } | undefined => rules.get(schema)

/** The one place where checked text becomes a brand. */
function text<T extends string>(leaf: LeafKind, rule: string, pattern: RegExp, maxLength: number, holds?: (value: string) => boolean): z.ZodType<T, T> {
  const bounded = z.string().max(maxLength).regex(pattern)
  const schema = holds === undefined ? bounded : bounded.refine(holds)
  rules.set(schema, { leaf, rule })
  return schema as unknown as z.ZodType<T, T>
}

export const runIdLeaf: z.ZodType<RunId, RunId> = text<RunId>('id', 'run_id_uuid_v7', runIdPattern, 36)
export const stepIdLeaf: z.ZodType<StepId, StepId> = text<StepId>('id', 'step_id_16_hex', stepIdPattern, 16)
export const traceIdLeaf: z.ZodType<TraceId, TraceId> = text<TraceId>('id', 'trace_id_32_hex', traceIdPattern, 32)
export const clientIdLeaf: z.ZodType<ClientId, ClientId> = text<ClientId>('id', 'client_id_uuid', /^[0-9a-f-]{36}$/, 36, isClientId)
export const safeNameLeaf: z.ZodType<SafeName, SafeName> = text<SafeName>('safe_name', 'safe_name', safeNamePattern, 64, isSafeName)
export const modelNameLeaf: z.ZodType<ModelName, ModelName> = text<ModelName>('model_name', 'model_name', modelNamePattern, 128, isModelName)
export const versionLabelLeaf: z.ZodType<VersionLabel, VersionLabel> =
  text<VersionLabel>('version_label', 'version_label', versionLabelPattern, 64, isVersionLabel)
const errorClassPattern = /^[$A-Za-z_][A-Za-z0-9_]{0,63}$/
export const errorClassLeaf: z.ZodType<ErrorClass, ErrorClass> =
  text<ErrorClass>('error_class', 'error_class', errorClassPattern, 64, isErrorClass)
export const instantLeaf: z.ZodType<Instant, Instant> = text<Instant>('instant', 'instant_utc_milliseconds', instantPattern, 24, isInstant)

/**
 * Names as answers carry them: the form alone, as the database's domains have it. A release may come to refuse more than the one before it, and
 * what that one has stored must still be read, and reset.
 */
export const storedNameLeaf: z.ZodType<SafeName, SafeName> = text<SafeName>('safe_name', 'safe_name', safeNamePattern, 64)
export const storedModelLeaf: z.ZodType<ModelName, ModelName> = text<ModelName>('model_name', 'model_name', modelNamePattern, 128)
export const storedClassLeaf: z.ZodType<ErrorClass, ErrorClass> = text<ErrorClass>('error_class', 'error_class', errorClassPattern, 64)

/** Names of our own schema (camelCase words, indexes, dots): a path can hold nothing of the sender's. */
export const pathLeaf: z.ZodType<string, string> = text<string>('schema_word', 'path', /^[A-Za-z0-9_.]*$/, 120)
export const ruleLeaf: z.ZodType<string, string> = text<string>('schema_word', 'rule', /^[a-z0-9_]+$/, 40)

/** A count from 0 (or `from`) to `max`. */
export const count = (max: number, from = 0): z.ZodInt => z.int().min(from).max(max)
/** Ten years. */
export const longestMs = 315_576_000_000
/** Finite milliseconds from 0 to ten years, kept to the microsecond. */
export const durationLeaf: z.ZodNumber = z.number().min(0).max(longestMs)
export const httpStatusLeaf: z.ZodInt = z.int().min(100).max(599)
