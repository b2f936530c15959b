import { forwardRef } from 'react'
import type { ButtonHTMLAttributes } from 'react'
import { classes } from './classes.ts'

const looks = {
  primary: 'bg-link text-on-primary border-link hover:brightness-110',
  plain: 'bg-bg text-fg border-line hover:bg-selected',
  quiet: 'bg-transparent text-fg border-transparent hover:bg-selected',
} as const

export type ButtonLook = keyof typeof looks

/** Classes of a button, also for links that look like one. */
export const buttonClass = (look: ButtonLook = 'plain'): string =>
  classes('inline-flex min-h-7 min-w-7 items-center justify-center gap-1.5 rounded-md border px-2.5 py-0.5 text-[0.8125rem] font-medium leading-5 whitespace-nowrap no-underline disabled:opacity-50', looks[look])

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button({ look = 'plain', className, type = 'button', ...rest }, ref) {
  return <button ref={ref} type={type} className={classes(buttonClass(look), className)} {...rest} />
})
