import type { Brand } from './brand.ts'

/** UUID key of a project (the tenant). */
export type ProjectId = Brand<string, 'ProjectId'>
/** UUIDv7 of a run, lower case; its first 48 bits are its time in Unix milliseconds. */
export type RunId = Brand<string, 'RunId'>
/** 16 lower-case hex characters (8 random bytes, like a span id); unique within its run. */
export type StepId = Brand<string, 'StepId'>
/** 32 lower-case hex characters, not all zero (W3C Trace Context). */
export type TraceId = Brand<string, 'TraceId'>
/** UUID of one SDK process: the key of its cumulative loss counters. */
export type ClientId = Brand<string, 'ClientId'>
/** 32 lower-case hex characters; equal for like failures (design.md section 2). */
export type Fingerprint = Brand<string, 'Fingerprint'>
/** Identifier that passed the rule of names/safe-name.ts; at most 64 characters. */
export type SafeName = Brand<string, 'SafeName'>
/** Name of a model; at most 128 characters. */
export type ModelName = Brand<string, 'ModelName'>
/** Release label such as `1.4.0`, a git SHA or a build number; at most 64 characters. */
export type VersionLabel = Brand<string, 'VersionLabel'>
/** Name of an error class from the known table or by its suffix (names/error-class.ts). */
export type ErrorClass = Brand<string, 'ErrorClass'>
/** ISO 8601 UTC with milliseconds: `2026-01-31T23:59:59.999Z`. */
export type Instant = Brand<string, 'Instant'>
