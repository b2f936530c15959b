import type { ModelName, SafeName, VersionLabel } from '../model/ids.ts'

/**
 * What may be stored as a name (design.md section 3). A pattern bounds the form; the per-agent registry bounds the harm of names
 * that are made from content. An identifier-shaped secret passes: docs/explanation/privacy says so.
 */
export const safeNamePattern = /^[A-Za-z_][A-Za-z0-9_.:/-]{0,63}$/
export const modelNamePattern = /^[A-Za-z0-9@_][A-Za-z0-9_.:/@+-]{0,127}$/
export const versionLabelPattern = /^[0-9A-Za-z][0-9A-Za-z._+-]{0,63}$/

const digitRun = /\d{6,}/g
/** 2023 to 2099, month and day in range: `claude-sonnet-20250514`. */
const date = /^20[2-9]\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/
/** The same with something between: `gpt-4o-2024-08-06`. */
const spacedDate = /20[2-9]\d[-_.:/](0[1-9]|1[0-2])[-_.:/](0[1-9]|[12]\d|3[01])/g
/** Nine digits with at most one mark between two: numbers of cards, accounts, telephones, citizens. */
const spacedDigits = /\d([-_.:/]?\d){8}/
/** Letters and digits in turn without a mark between: base64, tokens, ids in base 32 or 36 (ULID, cuid, xid). */
const longWord = /[A-Za-z0-9]{20,}/g
const digitGroups = /\d+/g
const hexRun = /[0-9a-fA-F]{16,}/
/** Also with the marks that a name may have in place of dashes. */
const uuid = /[0-9a-fA-F]{8}([-_.:/])[0-9a-fA-F]{4}\1[0-9a-fA-F]{4}\1[0-9a-fA-F]{4}\1[0-9a-fA-F]{12}/
/** Addresses of networks and of machines in them: four numbers up to 255 of six digits and more (fewer are a version), six pairs of hex digits. */
const ip = /(^|[^\d.])(?=(\d[._-]?){6})((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)[._-]){3}(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?!\.?\d)/
const mac = /(^|[^0-9a-fA-F])([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}(?![0-9a-fA-F])/
/** With a scheme; a host with a path; a path from a drive or of somebody's home. */
const url = /:\/\/|^www\.|^mailto:|(^|[^A-Za-z0-9_-])[A-Za-z0-9-]+\.(com|net|org|io|dev|app|cloud|local|internal|example|test)(:\d+)?\/|^localhost[:/]|^[A-Za-z]:\/|(^|[/:])(home|Users|Documents)\/[^/]/i
const email = /[A-Za-z0-9._-]@[A-Za-z0-9-]+\.[A-Za-z]{2,}/

/** Shapes of credentials that vendors document; matched at the start of a word. */
const credential = new RegExp(
  '(^|[^A-Za-z0-9])(' +
    [
      'sk-[A-Za-z0-9_-]{6,}', '[sr]k_(live|test)_', 'pk_(live|test)_', 'A[KS]IA[A-Z0-9]{8,}', 'gh[pousr]_', 'github_pat_', 'glpat-', 'xox[abeprs]-',
      'eyJ[A-Za-z0-9_-]{8,}', 'AIza[A-Za-z0-9_-]{10,}', 'ya29\\.', 'hf_[A-Za-z0-9]{8,}', 'npm_[A-Za-z0-9]{8,}', 'dckr_pat_', 'SG\\.[A-Za-z0-9_-]{8,}',
      'at_(ingest|query|admin)_', 'lin_api_', 'Bearer[ :_-]', 'AGE-SECRET', 'ATATT', 'GOCSPX-', 'sntrys_', 'lsv2_', 'whsec_',
      '(gsk_|r8_|pplx-|xai-|pypi-|hvs\\.|dop_v1_|dapi|pcsk_|sbp_|glsa_|ntn_|figd_|PMAK-|NRAK-|sq0[a-z]{3}-|shp[a-z]{2}_|gl(rt|dt|ptt|cbt|soat|oas)-|key-)[A-Za-z0-9]{16,}',
    ].join('|') +
    ')',
)

const hasSecretShape = (value: string): boolean =>
  hexRun.test(value) ||
  uuid.test(value) ||
  ip.test(value) ||
  mac.test(value) ||
  url.test(value) ||
  credential.test(value) ||
  (value.match(digitRun) ?? []).some((run) => !date.test(run)) ||
  spacedDigits.test(value.replace(spacedDate, '')) ||
  (value.match(longWord) ?? []).some(isRandom)

function isRandom(word: string): boolean {
  const groups = word.match(digitGroups)?.length ?? 0
  return groups > 3 || (groups > 2 && word.length >= 24 && /[a-z]/.test(word) && /[A-Z]/.test(word))
}

export const isSafeName = (value: unknown): value is SafeName =>
  typeof value === 'string' && safeNamePattern.test(value) && !hasSecretShape(value)

export const isModelName = (value: unknown): value is ModelName =>
  typeof value === 'string' && modelNamePattern.test(value) && !hasSecretShape(value) && !email.test(value)

export const isVersionLabel = (value: unknown): value is VersionLabel =>
  typeof value === 'string' && versionLabelPattern.test(value) && !credential.test(value)

export const safeName = (value: unknown): SafeName | undefined => (isSafeName(value) ? value : undefined)

/**
 * An agent's or graph node's name as a developer declares it: up to 4 words, whose spaces become `_`. More words read like prose and are
 * refused; a step's or tool's name takes no spaces at all (`safeName`).
 */
export function declaredName(value: unknown): SafeName | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined
  const words = value.trim().split(/ +/)
  return words.length > 4 ? undefined : safeName(words.join('_'))
}

export const modelName = (value: unknown): ModelName | undefined => (isModelName(value) ? value : undefined)

export const versionLabel = (value: unknown): VersionLabel | undefined => (isVersionLabel(value) ? value : undefined)

/** Stands for a name that was not set or was not safe. */
export const unknownName = 'unknown' as SafeName
export const unknownVersion = 'unknown' as VersionLabel
/** Stands for a tool name that the model invented: such a name is content. */
export const unlistedTool = 'unlisted_tool' as SafeName
