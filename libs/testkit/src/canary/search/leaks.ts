import { markOf, type Mark } from '../mark/mark.ts'
import { markForms, type MarkForm } from '../mark/place.ts'
import { asIs, Finder, squashed, type Finding } from './finder.ts'
import { disguises } from './needles.ts'
import { readings, type Surface } from './surface.ts'

export interface Leak extends Finding {
  readonly placeId: string
  readonly form: MarkForm
  readonly surface: string
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
    const most = new Map<string, Finding>()
    for (const bytes of readings(surface)) {
      for (const finder of [this.#exact, this.#squashed]) {
        for (const [owner, found] of finder.find(bytes)) if (found.pieces > (most.get(owner)?.pieces ?? 0)) most.set(owner, found)
      }
    }
    return [...most].flatMap(([owner, finding]) => {
      const mark = this.#marks.get(owner)
      return mark === undefined ? [] : [{ placeId: mark.placeId, form: mark.form, surface: surface.name, ...finding }]
    })
  }
}
