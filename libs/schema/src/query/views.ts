import { z } from 'zod'
import { instantLeaf } from '../wire/leaf.ts'
import { canonicalListAddress, mostAddressLength } from './list-address.ts'
import { typedName } from './typed-name.ts'

const isListAddress = (text: string): boolean => canonicalListAddress(new URLSearchParams(text)) === text

export const savedView = z.object({
  viewId: z.uuid(),
  name: typedName,
  /** Query string of the list, in its canonical form. */
  address: z.string().max(mostAddressLength),
  savedAt: instantLeaf,
})
export type SavedView = z.output<typeof savedView>
export const viewsList = z.object({ items: z.array(savedView) })
/** A name that is there already gets the new address. */
export const viewSaveInput = z.object({ name: typedName, address: z.string().max(mostAddressLength).refine(isListAddress) })
export const viewDeleteInput = z.object({ viewId: z.uuid() })
export const viewDeleted = z.object({ deleted: z.boolean() })
