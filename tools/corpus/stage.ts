import { copyFileSync, cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeConsumer } from '../pack/consumer-folder.ts'

const here = fileURLToPath(new URL('./', import.meta.url))
const root = join(here, '../..')

/** Programs of a corpus; the harness is that of `faults`. */
export const corpora: readonly string[] = readdirSync(join(root, 'corpus'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)

/** What the programs import. Theirs, not ours: the adapters find them as in a user's project. */
const frameworks = ['@langchain/core', '@langchain/langgraph', '@langchain/openai', 'langchain', 'openai', '@openai/agents', 'zod']

/** Files of this folder that go with the programs: everything else they import comes out of the tarballs. */
const adapterFiles = ['adapter.ts', 'corpus-env.ts', 'judge-stored.ts', 'score-certain.mjs']

/** Lays a corpus out in a user's project that has our packages from their tarballs; answers the runner, the scorers and the adapter. */
export async function stageCorpus(corpus: string, folder: string): Promise<{ readonly run: string; readonly score: string; readonly scoreCertain: string; readonly adapter: string }> {
  const faults = join(root, 'corpus/faults')
  for (const part of ['run.mjs', 'score.mjs', 'lib']) cpSync(join(faults, part), join(folder, part), { recursive: true })
  cpSync(join(root, 'corpus', corpus, 'programs'), join(folder, 'programs'), { recursive: true })
  for (const file of adapterFiles) copyFileSync(join(here, file), join(folder, file))
  await makeConsumer(root, folder, { frameworks, packages: ['sdk-core', 'sdk-langchain', 'sdk-openai'] })
  return { run: join(folder, 'run.mjs'), score: join(folder, 'score.mjs'), scoreCertain: join(folder, 'score-certain.mjs'), adapter: join(folder, 'adapter.ts') }
}
