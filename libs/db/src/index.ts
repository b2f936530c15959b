export { connectionUrls } from './connect/connection-urls.ts'
export type { Door, RolePasswords } from './connect/connection-urls.ts'
export { checkDoors } from './connect/check-doors.ts'
export type { DoorFault } from './connect/check-doors.ts'
export { StoreError } from './connect/store-error.ts'
export { createAuthenticator } from './control/authenticator.ts'
export { createControlStore } from './control/control-store.ts'
export { readDatabaseFacts } from './migrations/database-facts.ts'
export type { DatabaseFacts } from './migrations/database-facts.ts'
export { migrate } from './migrations/migrate.ts'
export type { MigrateOptions } from './migrations/migrate.ts'
export { MigrateError } from './migrations/migrate-error.ts'
export type { MigrateErrorCode } from './migrations/migrate-error.ts'
export { createQueryStore } from './read/query-store.ts'
export type { QueryStoreOptions } from './read/query-store.ts'
export { createIngestStore } from './write/ingest-store.ts'
export type { IngestStoreOptions } from './write/ingest-store.ts'
export type { AuditQuery, ChangedBy } from './control/audit.ts'
export type { NewView } from './control/views.ts'
export type { FailureStateWish, NewFailureState } from './control/failure-states.ts'
export type { FailuresListQuery } from './failures/list-groups.ts'
export type {
  DeliveryResult, DeliveryTrouble, DeliveryView, DueDelivery, NewWebhook, WebhookEvent, WebhookEventName, WebhookForm, WebhookStore, WebhookSummary,
} from './webhooks/webhook-store.ts'
export type { Reclassified } from './write/reclassify.ts'
export type {
  Authenticator, CatalogueKeys, ControlAnswer, ControlStore, IngestOptions, IngestOutcome, IngestRequest, IngestStore, KeyOwner, KeyScope, KeySummary,
  NewKey, ProjectSummary, QueryStore, RecordOutcome, RunsListQuery, StoreClock,
  Stored, StoreRefusal,
} from './store.ts'
export type { Pulse, StoredChanges } from './read/read-changes.ts'
