import { useState } from 'react'
import { usePreferences } from '../../preferences/preferences-context.tsx'
import { keepWidth, widthToOpen } from './panel-width.ts'

export interface Panel {
  /** Pixels beside the waterfall. */
  readonly width: number
  readonly setWidth: (px: number) => void
  /** For the next visit, too. */
  readonly keepWidth: (px: number) => void
  /** On a narrow screen, where the panel is a sheet at the bottom. */
  readonly isOpen: boolean
  readonly setOpen: (isOpen: boolean) => void
}

/** Width of the details, kept in this browser, and whether their sheet is open. */
export function usePanel(): Panel {
  const { panelPx } = usePreferences()
  const [width, setWidth] = useState(() => widthToOpen(panelPx))
  const [isOpen, setOpen] = useState(false)
  return { width, setWidth, keepWidth, isOpen, setOpen }
}
