import { Form, useLocation } from '@remix-run/react'
import type { FormProps } from '@remix-run/react'

/**
 * A form that goes to its own page. Without an action the framework would repeat in the page whatever stands in the address; only what the
 * page has read of it may stay.
 */
export function OwnForm({ query = '', ...rest }: Omit<FormProps, 'action'> & { readonly query?: string }) {
  const { pathname } = useLocation()
  return <Form {...rest} action={query === '' ? pathname : `${pathname}?${query}`} />
}
