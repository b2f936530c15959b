import type { RowState, WaterfallModel } from '../model/row.ts'

const kinds: Record<string, string> = { model: 'model', plan: 'model', respond: 'model', tool: 'tool', retrieval: 'retrieval', guardrail: 'guardrail' }

function tokenOf(state: RowState, type: string): string {
  if (state === 'root-cause' || state === 'failed') return '--failed'
  if (state === 'recovered') return '--recovered'
  if (state === 'running') return '--running'
  return `--kind-${kinds[type] ?? 'agent'}`
}

/** Every leaf of the run in one strip: height is order, width is time, failures drawn last and thicker. Canvas: one element for 10,000 bars. */
export function drawMinimap(canvas: HTMLCanvasElement, model: WaterfallModel): void {
  const ratio = window.devicePixelRatio || 1
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  canvas.width = Math.max(1, Math.round(width * ratio))
  canvas.height = Math.max(1, Math.round(height * ratio))
  const context = canvas.getContext('2d')
  if (context === null) return
  context.scale(ratio, ratio)
  const colours = new Map<string, string>()
  const colour = (token: string): string => {
    const known = colours.get(token)
    if (known !== undefined) return known
    // A token may hold light-dark(); only a computed colour is one that a canvas takes.
    canvas.style.color = `var(${token})`
    const value = getComputedStyle(canvas).color
    colours.set(token, value)
    return value
  }
  const rows = model.rows.slice(1)
  const pitch = (height - 8) / Math.max(1, rows.length)
  const thick = Math.min(6, Math.max(1.5, pitch - 1))
  const draw = (isFailure: boolean): void => {
    rows.forEach((row, at) => {
      const failed = row.state === 'root-cause' || row.state === 'failed'
      if (failed !== isFailure) return
      const faded = row.children.length > 0 && !failed
      context.globalAlpha = faded ? 0.35 : 1
      context.fillStyle = colour(tokenOf(row.state, row.type))
      const tall = failed ? Math.max(3, thick) : thick
      for (const { start, end } of row.tryCount > 1 ? row.attempts : [row]) {
        const x = (start / model.totalMs) * width
        context.fillRect(x, 4 + at * pitch, Math.max(failed ? 3 : 1, ((end - start) / model.totalMs) * width), tall)
      }
    })
  }
  draw(false)
  draw(true)
  canvas.style.color = ''
}
