import { useSearchParams } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import { afterPaint } from '../../ui/later.ts'
import { openView, reduceView, viewParams } from '../../waterfall/model/view-state.ts'
import type { ViewAction, ViewState } from '../../waterfall/model/view-state.ts'

/** The address follows the view after this pause: holding an arrow key must not write it at every row. */
const writeMs = 120

export interface RunView {
  readonly state: ViewState
  readonly dispatch: (action: ViewAction) => void
  /** The address named a step that this run does not have. */
  readonly isStepMissing: boolean
}

/** The view of a run, opened from the address and written back to it without a round trip. */
export function useRunView(model: WaterfallModel): RunView {
  const [params, setParams] = useSearchParams()
  const [opened, setOpened] = useState(() => openView(model, params))
  const [isTouched, setTouched] = useState(false)
  const latest = useRef({ model, setParams, written: '' })
  latest.current.model = model
  latest.current.setParams = setParams

  const dispatch = useCallback((action: ViewAction) => {
    setTouched(true)
    setOpened(({ state }) => ({ isStepMissing: false, state: reduceView(latest.current.model, state, action) }))
  }, [])

  // A link on the page, or Back, changes the address: the view follows. What this hook wrote itself is known already.
  const inAddress = textOf(Object.fromEntries(params))
  useEffect(() => {
    if (latest.current.written === '' || inAddress === latest.current.written) return
    latest.current.written = inAddress
    setOpened(openView(latest.current.model, new URLSearchParams(inAddress)))
  }, [inAddress])

  // A run that ends while nobody has chosen a step shows its cause.
  const hasCause = model.rootCause !== null
  const hadCause = useRef(hasCause)
  useEffect(() => {
    if (hasCause && !hadCause.current && !isTouched) setOpened(openView(latest.current.model, new URLSearchParams(latest.current.written === '' ? inAddress : '')))
    hadCause.current = hasCause
  }, [hasCause])

  useEffect(() => {
    const wanted = viewParams(latest.current.model, opened.state)
    const text = textOf(wanted)
    if (text === latest.current.written) return
    const write = (): void => {
      // Writing now would cancel the way to the other page.
      if (isLeaving()) return
      latest.current.written = text
      latest.current.setParams((current) => merged(current, wanted), { replace: true, preventScrollReset: true })
    }
    if (latest.current.written === '') return afterPaint(write)
    const timer = setTimeout(write, writeMs)
    return () => clearTimeout(timer)
  }, [opened])

  return { state: opened.state, dispatch, isStepMissing: opened.isStepMissing }
}

/** Asked of the router itself: a render that would tell it comes later than a key that follows at once. */
function isLeaving(): boolean {
  const { location, navigation } = window.__remixRouter.state
  return navigation.location !== undefined && navigation.location.pathname !== location.pathname
}

const names = ['step', 'attempt', 'z', 'gaps', 'fold'] as const

const textOf = (values: Record<string, string | null | undefined>): string =>
  new URLSearchParams(names.flatMap((name) => (values[name] === null || values[name] === undefined ? [] : [[name, values[name]]]))).toString()

function merged(current: URLSearchParams, values: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(current)
  for (const [name, value] of Object.entries(values)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  return next
}
