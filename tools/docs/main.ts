// node tools/docs/main.ts [--check]   writes the generated reference pages; with --check fails when one is not current, a snippet does not compile or a picture is missing or unused
import { apiPage } from './api.ts'
import { envPage } from './env.ts'
import { failureCodesPage } from './failure-codes.ts'
import { pictureFaults } from './pictures.ts'
import { promisesPage } from './promises.ts'
import { snippetFaults } from './snippets.ts'
import { storedColumnsPage } from './stored-columns.ts'
import { supportPage } from './support.ts'
import { placesPage } from '../privacy/places-page.ts'
import { pictureFiles } from '../screenshots/picture-names.ts'
import { wirePage } from './wire.ts'

const isCheck = process.argv.includes('--check')
const pages = { 'docs/reference/api.md': apiPage, 'docs/reference/wire.md': wirePage, 'docs/reference/canary-places.md': placesPage, 'docs/reference/failure-codes.md': failureCodesPage, 'docs/reference/env.md': envPage, 'docs/reference/promises.md': promisesPage, 'docs/reference/support.md': supportPage }
const stale = Object.entries(pages).filter(([, write]) => !write(isCheck)).map(([path]) => path)
if (!(await storedColumnsPage(isCheck))) stale.push('docs/reference/stored-columns.md')
for (const path of stale) console.error(`${path} is not current: run node tools/docs/main.ts`)
const faults = isCheck ? [...pictureFaults(process.cwd(), pictureFiles), snippetFaults()].filter((fault) => fault !== '').join('\n') : ''
if (faults !== '') console.error(faults)
process.exitCode = stale.length === 0 && faults === '' ? 0 : 1
