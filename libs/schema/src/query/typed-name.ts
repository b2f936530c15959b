import { z } from 'zod'

/** What a person types freely: names of keys, projects and views. Bounded, and never logged. */
export const typedName = z.string().trim().min(1).max(40).regex(/^[^\p{Cc}]*$/u)
