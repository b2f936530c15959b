const windows = [['1h', 'Last hour'], ['24h', 'Last 24 h'], ['3d', 'Last 3 days'], ['7d', 'Last 7 days'], ['14d', 'Last 14 days'], ['30d', 'Last 30 days']] as const

/** Rolling windows to choose from, with their words; `last` stays among them although it was typed into the address. Empty: no window. */
export const windowOptions = (last: string): readonly (readonly [value: string, text: string])[] =>
  last === '' || windows.some(([value]) => value === last) ? windows : [...windows, [last, `Last ${last}`]]
