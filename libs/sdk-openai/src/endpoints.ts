import type { StepStart } from '@agenttracer/sdk-core'
import { chatAnswer, plainAnswer, responsesAnswer, textAnswer, type Answer } from './answer.ts'
import { chatReader, plainReader, responsesReader, textReader, type StreamReader } from './stream-reader.ts'

export interface Endpoint {
  /** From the client to the object that has the methods. */
  readonly path: readonly string[]
  readonly methods: readonly string[]
  readonly operation: NonNullable<StepStart['operation']>
  readonly answer: (result: unknown) => Answer
  readonly reader: () => StreamReader
}

/** The methods of the client that call a model. Helpers (`stream`, `runTools`) call these. */
export const endpoints: readonly Endpoint[] = [
  { path: ['chat', 'completions'], methods: ['create', 'parse'], operation: 'chat', answer: chatAnswer, reader: chatReader },
  { path: ['responses'], methods: ['create', 'parse'], operation: 'chat', answer: responsesAnswer, reader: responsesReader },
  { path: ['completions'], methods: ['create'], operation: 'text_completion', answer: textAnswer, reader: textReader },
  { path: ['embeddings'], methods: ['create'], operation: 'embeddings', answer: plainAnswer, reader: plainReader },
  { path: ['images'], methods: ['generate', 'edit', 'createVariation'], operation: 'image', answer: plainAnswer, reader: plainReader },
  { path: ['audio', 'speech'], methods: ['create'], operation: 'audio', answer: plainAnswer, reader: plainReader },
  { path: ['audio', 'transcriptions'], methods: ['create'], operation: 'audio', answer: plainAnswer, reader: plainReader },
  { path: ['audio', 'translations'], methods: ['create'], operation: 'audio', answer: plainAnswer, reader: plainReader },
  { path: ['moderations'], methods: ['create'], operation: 'check', answer: plainAnswer, reader: plainReader },
]
