import { compose } from '../container/compose.ts'
import { dockerfile } from '../container/dockerfile.ts'
import type { Check } from './check.ts'
import { exactVersions } from './exact-versions.ts'
import { fileNames } from './file-names.ts'
import { fileSize } from './file-size.ts'
import { forbiddenText } from './forbidden-text.ts'
import { layers } from './layers.ts'
import { lockFile } from './lock-file.ts'
import { machineTraces } from './machine-traces.ts'
import { ownImports } from './own-imports.ts'
import { strippable } from './strippable.ts'

export const allChecks: readonly Check[] = [layers, fileSize, fileNames, forbiddenText, ownImports, exactVersions, machineTraces, lockFile, strippable, dockerfile, compose]
