import type { CatalogueEntry, FailureSubject } from './catalogue-entry.ts'
import { abortClasses, abortCodes, allSubjects, containerSubjects, modelSubjects } from './transport-signals.ts'

const anywhere = [...allSubjects] as const satisfies readonly FailureSubject[]
const container = containerSubjects

export const orchestrationCodes = {
  'orchestration.max_steps_exceeded': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: '[{Step} reached its {limit}|{Step} used up its number of steps] before it was done.',
    action: 'Look at the last steps[ of its {calls}] for what kept it going and give it a way to stop; raise the limit only if they were all needed.',
    matches: [{
      by: 'code', on: anywhere, classes: ['GraphRecursionError', 'MaxTurnsExceededError'],
      classForms: [{ starts: 'Max', holds: 'Steps' }, { starts: 'Max', holds: 'Turns' }, { starts: 'Max', holds: 'Iterations' }],
      codes: ['GRAPH_RECURSION_LIMIT', 'MAX_STEPS_EXCEEDED', 'MAX_TURNS_EXCEEDED', 'MAX_ITERATIONS_EXCEEDED'],
    }, { by: 'shape', on: anywhere, flags: ['step_limit_reached'], onOk: true }],
  },
  'orchestration.tool_loop': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: 'The agent called {name} with the same arguments[ {repeats} times] in a row and never got on.',
    action: 'Change what {name} answers in this state, or tell the agent when to stop asking; a higher limit only makes the loop longer.',
    matches: [{ by: 'run', on: ['tool'], facts: ['repeated_call'], onOk: true }],
  },
  'orchestration.call_budget_exceeded': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: '[{Step} was ended by its {limit}|A call, token or cost budget ended {step}].',
    action: 'Compare [its {calls}|the number of calls and tokens] with a good run of this agent: either the work grew, or it went in circles.',
    matches: [{
      by: 'code', on: anywhere, classes: ['ModelCallLimitMiddlewareError', 'ToolCallLimitExceededError'],
      classForms: [{ holds: 'Budget' }, { ends: 'LimitExceededError', not: 'RateLimit' }],
      codes: ['STEP_BUDGET_EXCEEDED', 'TOKEN_BUDGET_EXCEEDED', 'COST_BUDGET_EXCEEDED', 'CALL_BUDGET_EXCEEDED', 'BUDGET_EXCEEDED'],
    }, { by: 'shape', on: anywhere, flags: ['limit_reached'], onOk: true }],
  },
  'orchestration.guardrail_input_blocked': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: '{Step} stopped the run because of its input.',
    action: 'This works as designed. If [{nameIfAny}|it] trips more often than before, look at what changed in the input or in the guardrail.',
    matches: [
      { by: 'code', on: anywhere, classes: ['InputGuardrailTripwireTriggered', 'ToolInputGuardrailTripwireTriggered', 'PIIDetectionError'] },
      { by: 'shape', on: anywhere, facts: ['input_tripped'], onOk: true },
    ],
  },
  'orchestration.guardrail_output_blocked': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: '{Step} stopped the answer.',
    action: 'This works as designed. If [{nameIfAny}|it] trips more often than before, look at what changed in the model, the prompt or the guardrail.',
    matches: [
      { by: 'code', on: anywhere, classes: ['OutputGuardrailTripwireTriggered', 'ToolOutputGuardrailTripwireTriggered'] },
      { by: 'shape', on: anywhere, facts: ['output_tripped'], onOk: true },
    ],
  },
  'orchestration.guardrail_failed': {
    category: 'orchestration', retryable: true, retryWords: 'nothing', since: '0.1.0',
    what: '{Step} broke while checking[ ({class})]; the content it checked may have been fine.',
    action: 'Fix [{nameIfAny}|the guardrail] itself[ (your own log at {time})], and decide whether a broken guardrail should stop a run.',
    matches: [{ by: 'code', on: anywhere, classes: ['GuardrailExecutionError'] }, { by: 'default', on: ['guardrail'], any: true }],
  },
  'orchestration.handoff_failed': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: 'The hand-off {name} to another agent failed[ with {class}].',
    action: 'Check the callback of {name} and the input it expects against what the agent sends.',
    matches: [{ by: 'place', on: ['agent', 'tool', 'orchestration'], operations: ['handoff'] }],
  },
  'orchestration.deadline_exceeded': {
    category: 'orchestration', retryable: true, retryWords: 'nothing', since: '0.1.0',
    what: '{Step} ran out of time[ after {runDuration}].',
    action: 'Look for the slowest step[ of {calls}] and compare it with a good run before you raise the deadline.',
    matches: [
      { by: 'place', on: anywhere, flags: ['deadline'] },
      { by: 'code', on: anywhere, classes: ['NodeTimeoutError'] },
      { by: 'code', on: container, codes: ['DEADLINE_EXCEEDED'] },
      { by: 'class', on: container, classes: ['TimeoutError'], classForms: [{ ends: 'TimeoutError', not: 'Connect' }, { ends: 'DeadlineExceededError' }, { ends: 'DeadlineError' }] },
    ],
  },
  'orchestration.user_abort': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: 'The caller cancelled the run[ while {stepIfAny} was running][ after {runDuration}].',
    action: 'Nothing is broken as far as this run shows. If many are cancelled [at {stepIfAny}|after about {runDuration}|at the same point], compare how long that step takes.',
    matches: [
      { by: 'abort', on: anywhere, flags: ['caller_aborted'] },
      { by: 'class', on: anywhere, classes: ['APIUserAbortError', 'ModelAbortError'], codes: ['MODEL_ABORTED', 'CANCELLED'] },
      { by: 'guess', on: container, classes: abortClasses, codes: abortCodes },
    ],
  },
  'orchestration.approval_rejected': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: 'A person declined {step}.',
    action: 'Nothing is broken. If many are declined at {step}, the agent proposes the wrong action at this point.',
    matches: [{ by: 'mark', on: anywhere, flags: ['approval_rejected'], onOk: true }],
  },
  'orchestration.state_error': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: '{Step} left the graph in a state it does not take[ ({class})].',
    action: 'Look for two nodes that write one channel in the same turn, or a node that returns what the state does not declare; a reducer often is the fix[, and your own log at {time} names the channel].',
    matches: [{
      by: 'code', on: anywhere, codes: ['INVALID_CONCURRENT_GRAPH_UPDATE', 'INVALID_GRAPH_NODE_RETURN_VALUE'],
      classes: ['InvalidUpdateError', 'EmptyChannelError', 'EmptyInputError', 'UnknownInterruptError'],
    }],
  },
  'orchestration.config_error': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: 'The agent is wired wrongly[ ({class})]: {step} fails the same way every time.',
    action: 'Check how graph, tools and middleware are put together in [version {version}|the deployed version]; a test that builds the agent once finds this.',
    matches: [
      {
        by: 'code', on: anywhere, codes: ['MISSING_CHECKPOINTER', 'UNREACHABLE_NODE', 'INVALID_PROMPT_INPUT', 'MULTIPLE_SUBGRAPHS', 'MESSAGE_COERCION_FAILURE'],
        classes: ['GraphValueError', 'StateGraphInputError', 'MultipleToolsBoundError', 'InvalidRetryConfigError', 'UnreachableNodeError', 'MultipleSubgraphsError'],
      },
      { by: 'code', on: [...container, ...modelSubjects], classes: ['UserError'] },
    ],
  },
  'orchestration.remote_agent_failed': {
    category: 'orchestration', retryable: true, since: '0.1.0',
    what: 'The remote agent behind {step} reported a failure.',
    action: 'Open the trace of the remote agent[ at {time}]; nothing of its inside is visible here.',
    matches: [
      { by: 'mark', on: ['agent', 'tool', 'orchestration', 'run'], flags: ['remote_agent'] },
      { by: 'code', on: ['agent', 'tool', 'orchestration', 'run'], classes: ['RemoteException'] },
    ],
  },
  'orchestration.node_exception': {
    category: 'orchestration', retryable: false, retryWords: 'nothing', since: '0.1.0',
    what: '[{StepIfAny} threw|Code between the steps threw][ {class}].',
    action: 'Open your own log[ at {time}] for [{class}|the error]; no model, tool or retrieval call explains it.',
    matches: [{ by: 'default', on: container, any: true }, { by: 'default', on: ['plan', 'respond'], any: true, modelFacts: false }],
  },
} as const satisfies Record<`orchestration.${string}`, CatalogueEntry>
