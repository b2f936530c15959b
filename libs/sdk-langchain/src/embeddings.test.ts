import { fails } from '@agenttracer/testkit/adapter-conformance'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { VectorStore } from '@langchain/core/vectorstores'
import { OpenAIEmbeddings } from '@langchain/openai'
import { expect, test } from 'vitest'
import { recordEach } from './recorded.fixture.ts'

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

const recorded = recordEach()

const embeddings = (maxRetries = 0): OpenAIEmbeddings => new OpenAIEmbeddings({ model: 'text-embedding-3-small', apiKey: 'sk-none', maxRetries, configuration: { baseURL: recorded.model.url } })
const seen = async (): Promise<readonly string[]> => {
  const exporter = await recorded.delivered()
  return exporter.steps.map(({ type, operation, name, status, attempt, signals }) => [type, operation, name, status, attempt, ...(signals?.flags ?? [])].join(' '))
}

test('a vector store shows the embedding of its query beneath the retriever, without any other plugin', async () => {
  recorded.model.script([{ kind: 'text', for: 'embeddings' }])
  const found = await new OneDocument(embeddings(), {}).asRetriever().invoke('canary-question')
  expect(found).toHaveLength(1)
  expect(await seen()).toEqual(['retrieval retrieve VectorStoreRetriever ok 1', 'model embeddings text-embedding-3-small ok 1'])
  expect(recorded.exporter.steps[1]?.parentStepId).toBe(recorded.exporter.steps[0]?.stepId)
  expect(JSON.stringify(recorded.exporter.batches)).not.toContain('canary')
})

test('every attempt of an embedding that is tried again is a step', async () => {
  recorded.model.script([{ ...fails(503), for: 'embeddings' }, { kind: 'text', for: 'embeddings' }])
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
  recorded.model.script([{ ...fails(401), for: 'embeddings' }])
  class Unwatched extends OpenAIEmbeddings {
    override embedQuery = async (text: string): Promise<number[]> => (await this.embeddingWithRetry({ model: this.model, input: text })).data[0]?.embedding ?? []
  }
  const model_ = new Unwatched({ model: 'text-embedding-3-small', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } })
  await expect(new Own().invoke('q')).rejects.toThrow()
  expect(await seen()).toEqual(['retrieval retrieve Own error 1 embedding_call'])
})
