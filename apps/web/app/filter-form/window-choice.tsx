import type { ReactNode } from 'react'
import { Choice } from '../ui/choice.tsx'
import type { ChoiceProps } from '../ui/choice.tsx'
import { windowOptions } from './windows.ts'

interface WindowChoiceProps extends Pick<ChoiceProps, 'isFirst' | 'isBare' | 'isFluid'> {
  readonly last: string
  readonly label?: string
  /** What it shows in place of a window, when that is not `last`. */
  readonly value?: string
  /** Choices before the windows. */
  readonly children?: ReactNode
}

/** The rolling window of a page. */
export const WindowChoice = ({ last, label = 'Time', value = last, children, ...rest }: WindowChoiceProps) => (
  <Choice name="last" label={label} value={value} {...rest}>
    {children}
    {windowOptions(last).map(([each, text]) => (
      <option key={each} value={each}>
        {text}
      </option>
    ))}
  </Choice>
)
