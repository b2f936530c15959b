import { useCallback, useState } from 'react'
import { usePreferences } from '../../preferences/preferences-context.tsx'
import { keepWidth, widthToOpen } from './panel-width.ts'

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
  const { panelPx } = usePreferences()
  const [width, setPx] = useState(() => widthToOpen(panelPx))
  const [isOpen, setOpen] = useState(false)
  const setWidth = useCallback((px: number) => {
    setPx(px)
    keepWidth(px)
  }, [])
  return { width, setWidth, isOpen, setOpen }
}
