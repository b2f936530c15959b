import { useEffect, useState } from 'react'
import type { ComponentType } from 'react'
import { whenIdle } from '../../ui/later.ts'
import type { SplitterProps } from './splitter.tsx'

/** The edge's place at once, the edge when its script is there: of no use without one, so no part of the first load. */
export function LateSplitter(props: SplitterProps) {
  const [Splitter, setSplitter] = useState<ComponentType<SplitterProps>>()
  useEffect(() => whenIdle(() => void import('./splitter.tsx').then((script) => setSplitter(() => script.Splitter), () => undefined)), [])
  return Splitter === undefined ? <div className="run-splitter" /> : <Splitter {...props} />
}
