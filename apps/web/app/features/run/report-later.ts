import type { RunDetail } from '@agenttracer/schema/query'
import type { WaterfallModel } from '../../waterfall/model/row.ts'

/** The run as Markdown. Its script is no part of the first load. */
export const reportLater = async (run: RunDetail, model: WaterfallModel, permalink: string): Promise<string> => (await import('./run-report.ts')).runReport(run, model, permalink)

/** Fetches the script ahead: a browser lets a click write to the clipboard only for a moment. */
export const prepareReport = (): void => void import('./run-report.ts').catch(() => undefined)
