/** Themes that every picture is taken in: `docs/images/<name>-<theme>.png`. */
export const pictureThemes = ['light', 'dark'] as const

/** Pictures of the demo's own runs: the address of each below a project, where `RUN` is the page of the failed refund. */
export const demoPictures = { overview: '', runs: '/runs', 'run-page': 'RUN', 'last-good': 'RUN?cmp=last-good', failures: '/failures' } as const

/** Pictures that need many runs. */
export const seededPictures = { 'overview-week': '?last=7d', versions: '/versions/support-bot?last=7d', analytics: '/analytics?last=7d' } as const

/** Every file that `npm run screenshots` writes into docs/images. */
export const pictureFiles: readonly string[] = [...Object.keys(demoPictures), ...Object.keys(seededPictures)].flatMap((name) => pictureThemes.map((theme) => `${name}-${theme}.png`))
