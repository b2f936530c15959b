import type { RunId } from '@agenttracer/schema'
import type { Api } from '../../api/api-context.ts'

export const sharesQuery = (api: Api, runIds: readonly RunId[]) => api.runs.shares.queryOptions({ runIds: [...runIds] })
