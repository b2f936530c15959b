import { markOf, type Mark } from '../mark/mark.ts'
import { markForms, type MarkForm } from '../mark/place.ts'
import { asIs, Finder, squashed } from './finder.ts'
import { disguises } from './needles.ts'
import { readings, type Surface } from './surface.ts'

export interface Leak {
  readonly placeId: string
  readonly form: MarkForm
  readonly surface: string
  /** Pieces of 12 characters that were found. */
  readonly pieces: number
}

const strangers = 40

/** Knows all marks in all their disguises. */
export class Searcher {
  readonly #exact = new Finder(asIs)
  readonly #squashed = new Finder(squashed)
  readonly #marks = new Map<string, Mark>()

  constructor(marks: readonly Mark[]) {
    // What marks of nobody have too (quotes between words, the start of a kind of key) is no trace of a place.
    for (const form of markForms) for (let at = 0; at < strangers; at += 1) this.#add(markOf({ id: `stranger ${at}`, kind: 'content', where: '' }, form, ''), undefined)
    for (const mark of marks) {
      const owner = `${mark.placeId}\n${mark.form}`
      this.#marks.set(owner, mark)
      this.#add(mark, owner)
    }
  }

  #add(mark: Mark, owner: string | undefined): void {
    for (const disguise of disguises(mark.text)) this.#exact.add(disguise, owner)
    this.#squashed.add({ text: mark.text, stride: 1 }, owner)
  }

  search(surface: Surface): readonly Leak[] {
    const most = new Map<string, number>()
    for (const bytes of readings(surface)) {
      for (const finder of [this.#exact, this.#squashed]) {
        for (const [owner, pieces] of finder.find(bytes)) most.set(owner, Math.max(pieces, most.get(owner) ?? 0))
      }
    }
    return [...most].flatMap(([owner, pieces]) => {
      const mark = this.#marks.get(owner)
      return mark === undefined ? [] : [{ placeId: mark.placeId, form: mark.form, surface: surface.name, pieces }]
    })
  }
}
