declare const brand: unique symbol

/** A value that only its parser can make: a raw string does not compile where a brand is asked for. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
