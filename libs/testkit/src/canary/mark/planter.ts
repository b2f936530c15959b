import { isPlanted, type MarkForm, type Place } from './place.ts'
import { markOf, type Mark } from './mark.ts'

/** Hands out the marks of one table and remembers which were asked for. */
export interface Planter<Id extends string = string> {
  readonly form: MarkForm
  /** The mark of a place; where this form is not planted there, the harmless text. */
  plant(id: Id, harmless?: string): string
  readonly planted: readonly Mark[]
}

/** Throws for a place that is not in the table: the table is the list that the docs show. */
export function createPlanter<const Table extends readonly Place[]>(table: Table, form: MarkForm, seed: string): Planter<Table[number]['id']> {
  const places = new Map<string, Place>(table.map((place) => [place.id, place]))
  const planted = new Map<string, Mark>()
  return {
    form,
    plant(id, harmless = 'harmless') {
      const place = places.get(id)
      if (place === undefined) throw new Error(`${id} is not in the table of places`)
      if (!isPlanted(place, form)) return harmless
      const mark = planted.get(id) ?? markOf(place, form, seed)
      planted.set(id, mark)
      return mark.text
    },
    get planted() {
      return [...planted.values()]
    },
  }
}

/** Places of the table whose mark was never asked for in this form. */
export const forgotten = (table: readonly Place[], planter: Planter): readonly string[] => {
  const seen = new Set(planter.planted.map(({ placeId }) => placeId))
  return table.filter((place) => isPlanted(place, planter.form) && !seen.has(place.id)).map(({ id }) => id)
}
