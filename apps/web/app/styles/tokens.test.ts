import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const tokens = new Map([...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]))

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const hex = (name: string, theme: 'light' | 'dark'): string => {
  const token = tokens.get(name)
  if (token === undefined) throw new Error(`no token ${name}`)
  return token[theme]
}

const grounds = ['bg', 'surface', 'selected']
const texts = ['fg', 'muted', 'focus', 'failed-text', 'recovered-text', 'ok-text', 'running-text', 'cancelled-text']
const graphics = ['border', 'failed', 'recovered', 'ok', 'running', 'cancelled', 'kind-model', 'kind-tool', 'kind-retrieval', 'kind-agent', 'kind-guardrail', 'series-a', 'series-b', 'series-c', 'series-d', 'series-e']
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground, 5.5] as const)),
  ...graphics.flatMap((mark) => grounds.map((ground) => [mark, ground, 3.1] as const)),
  ['on-primary', 'focus', 5.5], ['on-failed', 'failed-text', 5.5],
  ...['failed', 'recovered', 'ok'].map((state) => [`${state}-text`, `${state}-tint`, 4.5] as const),
  ['fg', 'failed-tint', 5.5], ['muted', 'failed-tint', 4.5],
]

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  test.each(pairs)('%s on %s has a contrast of at least %s', (front, back, least) => {
    expect(contrast(hex(front, theme), hex(back, theme))).toBeGreaterThanOrEqual(least)
  })

  test('the colours of two states differ in lightness or hue by far more than a shade', () => {
    const states = ['failed', 'recovered', 'ok', 'running', 'cancelled']
    for (const [at, one] of states.entries()) for (const other of states.slice(at + 1)) expect(hex(one, theme)).not.toBe(hex(other, theme))
  })
})

test('the reference value of the formula', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('a colour is written nowhere but in the token file', () => {
  for (const file of ['./app.css', '../waterfall/view/waterfall.css']) expect(readFileSync(new URL(file, import.meta.url), 'utf8')).not.toMatch(/#[0-9a-fA-F]{3,8}\b|rgba?\(/)
})
