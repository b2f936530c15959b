/** Which limit ended the work, by the class or code that its error has. */
const limitNames: Readonly<Record<string, string>> = {
  GraphRecursionError: 'recursion limit (recursionLimit)',
  GRAPH_RECURSION_LIMIT: 'recursion limit (recursionLimit)',
  MaxTurnsExceededError: 'turn limit (maxTurns)',
  MAX_TURNS_EXCEEDED: 'turn limit',
  MAX_STEPS_EXCEEDED: 'step limit',
  MAX_ITERATIONS_EXCEEDED: 'iteration limit',
  ModelCallLimitMiddlewareError: 'model call limit',
  ToolCallLimitExceededError: 'tool call limit',
  STEP_BUDGET_EXCEEDED: 'step budget',
  TOKEN_BUDGET_EXCEEDED: 'token budget',
  COST_BUDGET_EXCEEDED: 'cost budget',
  CALL_BUDGET_EXCEEDED: 'call budget',
}

export function limitText(errorClass: string | undefined, errorCode: string | undefined): string | undefined {
  const byCode = errorCode !== undefined && Object.hasOwn(limitNames, errorCode) ? limitNames[errorCode] : undefined
  const byClass = errorClass !== undefined && Object.hasOwn(limitNames, errorClass) ? limitNames[errorClass] : undefined
  return byClass ?? byCode
}
