import { browserPlaces, controlPlaces, crashPlaces, databasePlaces, doorPlaces, environmentPlaces, isPlanted, keyedPlaces, markForms, recordPlaces, runPagePlaces, sdkPlaces, type Place } from '@agenttracer/testkit/canary'
import { writeOrCheck } from '../docs/write-or-check.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')
const formsOf = (place: Place): string => markForms.filter((form) => isPlanted(place, form)).join(', ')

const section = (title: string, places: readonly Place[]): string =>
  [`## ${title} (${places.length})`, '', '| place | where | kind | planted as |', '| --- | --- | --- | --- |', ...places.map((place) => `| \`${place.id}\` | ${cell(place.where)} | ${place.kind} | ${formsOf(place)} |`), ''].join('\n')

const under = (prefix: string): readonly Place[] => sdkPlaces.filter(({ id }) => id.startsWith(prefix))
const door = (name: string): readonly Place[] => doorPlaces.filter((place) => place.door === name)

const page = [
  '# Where canaries are planted',
  '',
  'Generated from `libs/testkit/src/canary` (`node tools/docs/main.ts`). `npm run privacy` plants a text that exists nowhere else in each of these places,',
  `${sdkPlaces.length} of the SDK path and ${recordPlaces.length + doorPlaces.length + runPagePlaces.length + databasePlaces.length + environmentPlaces.length + controlPlaces.length + keyedPlaces.length + crashPlaces.length + browserPlaces.length} of the server path, and searches everything that leaves.`,
  '',
  'Each place is planted up to three times: with **prose** (spaces and punctuation), with a **secret** (the shape of a known credential, an address, a long',
  'number, a hash, a UUID) and with an **identifier** (it passes every rule for names, so that its absence shows that the place is not read at all).',
  '',
  '| kind | what may ride there | not planted |',
  '| --- | --- | --- |',
  '| content | nothing | |',
  '| name | what a developer declares as a name; an identifier is stored as one ([what the rules cannot do](../explanation/privacy.md)) | identifier |',
  '| label | a version label, which may also be a hash or a number | identifier, hashes and numbers |',
  '| id | an id; hex and UUIDs are in place | hashes and UUIDs |',
  '| typed | what a person types into one of the few fields for it: it is stored there and shown by the control calls and their pages, and in no log, metric, audit row or delivery | |',
  '| column | whatever the database itself lets pass, with the product not in between: its walls stop prose | secret, identifier |',
  '',
  'Searched are: the bytes that the SDK sends (headers and bodies, inflated), what it tells the host of itself, every answer and error body of the API, receipts, exports,',
  'metrics, the OpenAPI document, pages, a dump of every row, the data directory with its write-ahead log, the logs of API, web server and Postgres, and what',
  'processes print that were started with wrong settings, fail to migrate or are killed in the middle of a batch; the texts of statements that run, the audit log and the delivery log, what a browser',
  'keeps (storage, cookies, history, titles) and asks for, and the built bundles for anything of the machine that built them. A piece of 12 characters counts, in any letter case and with other characters between the letters; so does the text as',
  'JSON, JSON in JSON, URL, form, HTML, base64, hex or UTF-16, and its MD5, SHA-1, SHA-256 and SHA-512. Each mark of the SDK path must also be found in what a recorder',
  'without rules would have had: a place that was not reached proves nothing. Names, models, codes and statuses must be there. `npm run privacy -- --self-test` plants',
  'a fault in each wall and demands that it is found.',
  '',
  section('Recording by hand', under('hand.')),
  section('openai client', under('openai.')),
  section('LangChain and LangGraph', under('langchain.')),
  section('OpenAI Agents SDK', under('agents.')),
  section('Fields of a record at the ingest door', recordPlaces),
  section('Ingest door: bodies, headers, paths', door('ingest')),
  section('Query door: filters, inputs, headers, paths', door('query')),
  section('Web server: pages, forms, pipe, headers', door('web')),
  section('Pages of a run that is there', runPagePlaces),
  section('Control: calls and forms', controlPlaces),
  section('An instance with keys and a sign-in', keyedPlaces),
  section('Crashes and failed migrations', crashPlaces),
  section('Browser', browserPlaces),
  section('Database, past the product', databasePlaces),
  section('Environment of the processes', environmentPlaces),
].join('\n')

export const placesPage = (isCheck: boolean): boolean => writeOrCheck('docs/reference/canary-places.md', `${page.trimEnd()}\n`, isCheck)
