import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { fails, startFakeModel, type FakeModel } from '@agenttracer/testkit/adapter-conformance'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { VectorStore } from '@langchain/core/vectorstores'
import { OpenAIEmbeddings } from '@langchain/openai'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { langchain } from './index.ts'

/** A store of one document that asks its embeddings for every search. */
class OneDocument extends VectorStore {
  _vectorstoreType(): string {
    return 'one'
  }

  async addVectors(): Promise<void> {}

  async addDocuments(): Promise<void> {}

  async similaritySearchVectorWithScore(): Promise<[DocumentInterface, number][]> {
    return [[new Document({ pageContent: 'canary-document' }), 1]]
  }
}

let model: FakeModel
let tracer: AgentTracer
let exporter: InMemoryExporter
beforeAll(async () => {
  model = await startFakeModel()
})
afterAll(() => model.close())
beforeEach(() => {
  exporter = new InMemoryExporter()
  tracer = new AgentTracer({ exporter, plugins: [langchain()] })
})
afterEach(() => tracer.shutdown())

const embeddings = (maxRetries = 0): OpenAIEmbeddings => new OpenAIEmbeddings({ model: 'text-embedding-3-small', apiKey: 'sk-none', maxRetries, configuration: { baseURL: model.url } })
const seen = async (): Promise<readonly string[]> => {
  await tracer.flush()
  return exporter.steps.map(({ type, operation, name, status, attempt, signals }) => [type, operation, name, status, attempt, ...(signals?.flags ?? [])].join(' '))
}

test('a vector store shows the embedding of its query beneath the retriever, without any other plugin', async () => {
  model.script([{ kind: 'text', for: 'embeddings' }])
  const found = await new OneDocument(embeddings(), {}).asRetriever().invoke('canary-question')
  expect(found).toHaveLength(1)
  expect(await seen()).toEqual(['retrieval retrieve VectorStoreRetriever ok 1', 'model embeddings text-embedding-3-small ok 1'])
  expect(exporter.steps[1]?.parentStepId).toBe(exporter.steps[0]?.stepId)
  expect(JSON.stringify(exporter.batches)).not.toContain('canary')
})

test('every attempt of an embedding that is tried again is a step', async () => {
  model.script([{ ...fails(503), for: 'embeddings' }, { kind: 'text', for: 'embeddings' }])
  await new OneDocument(embeddings(1), {}).similaritySearch('q')
  expect(await seen()).toEqual(['model embeddings text-embedding-3-small error 1', 'model embeddings text-embedding-3-small ok 2'])
})

test('a retriever of its own says that it was the embedding that failed', async () => {
  class Own extends BaseRetriever {
    lc_namespace = ['own']

    override async _getRelevantDocuments(query: string): Promise<DocumentInterface[]> {
      await model_.embedQuery(query)
      return []
    }
  }
  model.script([{ ...fails(401), for: 'embeddings' }])
  class Unwatched extends OpenAIEmbeddings {
    override embedQuery = async (text: string): Promise<number[]> => (await this.embeddingWithRetry({ model: this.model, input: text })).data[0]?.embedding ?? []
  }
  const model_ = new Unwatched({ model: 'text-embedding-3-small', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: model.url } })
  await expect(new Own().invoke('q')).rejects.toThrow()
  expect(await seen()).toEqual(['retrieval retrieve Own error 1 embedding_call'])
})
