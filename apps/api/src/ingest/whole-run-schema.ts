import { failureKeys, stepTypes } from '@agenttracer/schema'
import { errorClassLeaf, httpStatusLeaf, runRecord, stepRecord } from '@agenttracer/schema/wire'
import { z } from 'zod'

const failure = z.enum(failureKeys).describe('The failure code, where the sender knows it')
const short = { failure: failure.optional(), errorClass: errorClassLeaf.optional() }

const httpStatus = httpStatusLeaf.describe('How the service that the step asked answered; from 400 on it failed, where no status says otherwise')

const anyStep = stepRecord.options.map((option) => option.partial().extend({ type: option.shape.type, ...short, httpStatus: httpStatus.optional() }))

/**
 * The documented form of one whole run with its steps nested. What is missing is filled in (whole-run.ts) and then read by the same parser
 * as every record, so this schema only describes.
 */
export const wholeRun = runRecord.partial().extend({
  ...short,
  steps: z.array(z.union(anyStep)).optional().describe(`In the order in which they began; type is one of ${stepTypes.join(', ')}`),
})
