import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import type { ButtonLook } from './button.tsx'
import { Icon } from './icon.tsx'

interface CopyButtonProps {
  readonly label: string
  /** Read at the click, so that the text is the current one; it may first fetch the script that writes it. */
  readonly text: () => string | Promise<string>
  readonly look?: ButtonLook
  readonly isIconOnly?: boolean
}

const copyText = async (text: () => string | Promise<string>): Promise<void> => navigator.clipboard.writeText(await text())

/** How long `Copied` stays. */
const shownMs = 2_000

export function CopyButton({ label, text, look = 'plain', isIconOnly = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (outcome === 'idle') return
    const timer = setTimeout(() => setOutcome('idle'), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = (): void => void copyText(text).then(() => setOutcome('copied'), () => setOutcome('refused'))
  const word = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Not allowed' : label
  return (
    <Button look={look} onClick={copy} {...(isIconOnly ? { 'aria-label': word, title: word, className: 'px-1' } : {})}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      {isIconOnly ? null : word}
      <span role="status" className="sr-only">
        {outcome === 'idle' ? '' : word}
      </span>
    </Button>
  )
}
