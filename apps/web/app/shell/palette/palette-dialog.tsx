import { Suspense, lazy } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import type { PaletteItem } from './palette-items.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

interface PaletteDialogProps {
  readonly base: string
  readonly pages: readonly { readonly to: string; readonly label: string }[]
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Ctrl or Cmd K. Its script is fetched when it is opened first. */
export function PaletteDialog({ base, pages, isOpen, onClose }: PaletteDialogProps) {
  const items = pages.map(({ to, label }): PaletteItem => ({ id: `page ${label}`, label, detail: 'page', words: label, to: base + to }))
  return (
    <Dialog title="Search" isOpen={isOpen} onClose={onClose}>
      <Suspense fallback={<p className="min-h-9 py-1.5 text-muted">Loading the search</p>}>
        <Palette base={base} pages={items} onDone={onClose} />
      </Suspense>
    </Dialog>
  )
}
