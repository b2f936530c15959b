import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Escape closes within its own event: keys that are typed right after it belong to the page again. */
function closeAtOnce(event: KeyboardEvent, dialog: HTMLDialogElement | null): void {
  if (event.key !== 'Escape') return
  event.preventDefault()
  event.stopPropagation()
  dialog?.close()
}

/** The browser's own modal dialog: it traps focus, closes on Escape and gives focus back. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (dialog === null || dialog.open === isOpen) return
    if (isOpen) dialog.showModal()
    else dialog.close()
  }, [isOpen])
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={(event) => closeAtOnce(event, ref.current)}
      onClick={(event) => event.target === ref.current && onClose()}
      className="m-auto max-h-[85dvh] w-[min(44rem,calc(100vw-2rem))] overflow-auto rounded-xl border border-line bg-bg p-0 text-fg shadow-xl backdrop:bg-black/50"
    >
      <div className="p-5">
        <div className="mb-3 flex items-center justify-between">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          <Button look="quiet" aria-label="Close" onClick={onClose}>
            <Icon name="cross" />
          </Button>
        </div>
        {isOpen ? children : null}
      </div>
    </dialog>
  )
}
