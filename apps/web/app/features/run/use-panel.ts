import { useCallback, useEffect, useState } from 'react'
import { isHydrated } from '../../ui/hydration.ts'
import { keepWidth, panelWidths, readWidth } from './panel-width.ts'

export interface Panel {
  /** Pixels beside the waterfall. */
  readonly width: number
  readonly setWidth: (px: number) => void
  /** On a narrow screen, where the panel is a sheet at the bottom. */
  readonly isOpen: boolean
  readonly setOpen: (isOpen: boolean) => void
}

/** Width of the details, kept in this browser, and whether their sheet is open. */
export function usePanel(): Panel {
  const [width, setPx] = useState(() => (isHydrated() ? readWidth() : undefined) ?? panelWidths.usual)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setPx(readWidth() ?? panelWidths.usual), [])
  const setWidth = useCallback((px: number) => {
    setPx(px)
    keepWidth(px)
  }, [])
  return { width, setWidth, isOpen, setOpen }
}
