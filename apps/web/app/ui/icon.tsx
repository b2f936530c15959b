import type { ReactNode } from 'react'

/** 16 px line icons; always beside a word or inside a labelled control. */
const shapes = {
  plan: <path d="M3 4h7M3 8h10M3 12h5" />,
  model: <path d="M8 2.5 9.4 6.6 13.5 8 9.4 9.4 8 13.5 6.6 9.4 2.5 8 6.6 6.6z" />,
  tool: <path d="M10.5 2.8a3.2 3.2 0 0 0-3 4.3L3 11.6 4.4 13l4.5-4.5a3.2 3.2 0 0 0 4.2-4L11 6.6 9.4 5z" />,
  retrieval: <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14" />,
  respond: <path d="M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z" />,
  agent: <path d="M8 7.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM3 14c0-3 2.2-4.7 5-4.7s5 1.7 5 4.7" />,
  guardrail: <path d="M8 1.8 13 3.6v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4z" />,
  orchestration: <path d="M4 4.5h2.5v3h3v-3H12M4 11.5h8M8 7.5v4" />,
  run: <path d="M4.5 2.8 12.5 8l-8 5.2z" />,
  chevron: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  down: <path d="M3.5 6 8 10.5 12.5 6" />,
  copy: <path d="M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  cross: <path d="m3.8 3.8 8.4 8.4m0-8.4-8.4 8.4" />,
  warning: <path d="M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.2" />,
  clock: <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6" />,
  system: <path d="M2.5 3h11v7.5h-11zM6 13.5h4" />,
  light: <path d="M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" />,
  dark: <path d="M13.2 9.8A5.7 5.7 0 0 1 6.2 2.8a5.7 5.7 0 1 0 7 7z" />,
  below: <path d="M3 3v4.5A2.5 2.5 0 0 0 5.5 10H12M9 7l3 3-3 3" />,
  recovered: <path d="M13 8a5 5 0 1 1-1.6-3.7M13.2 2v3h-3" />,
  slash: <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM4 12l8-8" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  dots: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.4" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  minus: <path d="M3.5 8h9" />,
  fit: <path d="M2.5 3v10M13.5 3v10M5 8h6M6.7 6 5 8l1.7 2M9.3 6 11 8l-1.7 2" />,
  arrow: <path d="M2.5 8h10M9 4.2 12.8 8 9 11.8" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

export function Icon({ name, className }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" className={className ?? 'shrink-0'}>
      {shapes[name]}
    </svg>
  )
}
