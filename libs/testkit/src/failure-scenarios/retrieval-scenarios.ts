import { OpenAIEmbeddings } from '@langchain/openai'
import type { ScenariosOf, ShopAnswer } from './scenario.ts'
import { getJson, inStore, type Stage } from './stage.ts'

const at = { type: 'retrieval', name: 'handbook' } as const

/** A graph whose node asks a store that answers like this. */
const store = (answer: ShopAnswer, timeoutMs?: number) => ({
  through: 'langgraph' as const, status: 'failed' as const, at, shop: { '/store': [answer] }, run: ({ shopUrl }: Stage) => inStore(() => getJson(`${shopUrl}/store`, timeoutMs)),
})

export const retrievalScenarios: ScenariosOf<'retrieval'> = {
  'retrieval.no_results': { ...store([]), status: 'success' },
  'retrieval.embedding_failed': {
    through: 'langgraph', status: 'failed', at, llm: [{ kind: 'error', for: 'embeddings', status: 401, code: 'invalid_api_key', type: 'error', message: 'no' }],
    run: ({ llm, shopUrl }) => {
      const embeddings = new OpenAIEmbeddings({ model: 'text-embedding-3-small', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: llm.url } })
      return inStore(async () => getJson(`${shopUrl}/store?size=${(await embeddings.embedQuery('find it')).length}`))
    },
  },
  'retrieval.timeout': store('hang', 40),
  'retrieval.rate_limited': store(429),
  'retrieval.auth_failed': store(403),
  'retrieval.not_found': store(404),
  'retrieval.bad_request': store(400),
  'retrieval.upstream_error': store(502),
  'retrieval.connection_failed': store('reset'),
  'retrieval.exception': { through: 'langgraph', status: 'failed', at, run: () => inStore(async () => JSON.parse('{')) },
}
