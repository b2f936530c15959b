import { expect, test } from 'vitest'
import { fitWidth, panelWidths, widthAfterKey } from './panel-width.ts'

test.each([[100, 300], [300, 300], [412.4, 412], [9_000, 640], [Number.NaN, 380], [-5, 300]])('%s px becomes %s', (px, width) => expect(fitWidth(px)).toBe(width))

test.each<[number, string, number | undefined]>([
  [380, 'ArrowLeft', 400], [380, 'ArrowRight', 360], [630, 'ArrowLeft', 640], [305, 'ArrowRight', 300], [500, 'Home', 300], [500, 'End', 640], [500, 'Enter', panelWidths.usual], [500, 'x', undefined],
])('from %s px %s leads to %s', (width, key, next) => expect(widthAfterKey(width, key)).toBe(next))
