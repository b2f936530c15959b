import { count, exactCount } from '../format/count.ts'

/** A number in short form; exact in the title and to screen readers. */
export function Count({ value }: { readonly value: number | null }) {
  const [short, exact] = [count(value), exactCount(value)]
  if (short === exact) return <>{short}</>
  return (
    <span title={exact}>
      <span aria-hidden="true">{short}</span>
      <span className="sr-only">{exact}</span>
    </span>
  )
}
