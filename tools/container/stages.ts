import { DockerfileParser } from 'dockerfile-ast'
import type { Copy, From, Instruction } from 'dockerfile-ast'

/** One instruction of a Dockerfile, its words without quoting. */
export interface Order {
  readonly keyword: string
  /** Everything behind the keyword and its flags, continued lines joined. */
  readonly text: string
  readonly words: readonly string[]
  /** Of a COPY: the stage that it takes from. */
  readonly from: string | undefined
  readonly line: number
}

/** A stage: what it builds on, and its orders from the top. */
export interface Stage {
  readonly name: string
  /** An image with its tag, or the name of an earlier stage. */
  readonly base: string
  readonly tag: string | undefined
  readonly line: number
  readonly orders: readonly Order[]
}

/** The stages of a Dockerfile, read by a Dockerfile parser. */
export function stagesOf(text: string): readonly Stage[] {
  const stages: (Stage & { readonly orders: Order[] })[] = []
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') {
      const from = instruction as From
      stages.push({ name: from.getBuildStage() ?? String(stages.length), base: from.getImageName() ?? '', tag: from.getImageTag() ?? undefined, line: lineOf(instruction), orders: [] })
      continue
    }
    stages.at(-1)?.orders.push({
      keyword: instruction.getKeyword(),
      text: (instruction.getArgumentsContent() ?? '').replaceAll(/\s+/g, ' '),
      from: instruction.getKeyword() === 'COPY' ? ((instruction as Copy).getFromFlag()?.getValue() ?? undefined) : undefined,
      words: instruction.getArguments().map((argument) => argument.getValue()),
      line: lineOf(instruction),
    })
  }
  return stages
}

/** The orders of one keyword. */
export function ordersOf(stage: Stage, keyword: string): readonly Order[] {
  return stage.orders.filter((order) => order.keyword === keyword)
}

/** The list of an order in exec form (`CMD ["node", "main.mjs"]`); undefined where it is in shell form. */
export function execForm({ text }: Order): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text.slice(Math.max(0, text.indexOf('['))))
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : undefined
  } catch {
    return undefined
  }
}

const lineOf = (instruction: Instruction): number => instruction.getRange().start.line + 1
