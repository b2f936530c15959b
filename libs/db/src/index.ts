export type {
  Authenticator, CatalogueKeys, IngestOptions, IngestOutcome, IngestRequest, IngestStore, KeyOwner, KeyScope, QueryStore, RecordOutcome, RunsListQuery,
  StoreClock, Stored, StoreRefusal,
} from './store.ts'
