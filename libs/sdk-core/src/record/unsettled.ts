/** A record whose optional fields may be present without a value: what is undefined leaves no trace in JSON. */
export type Unsettled<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] }
