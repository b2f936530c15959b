/** The database roles that a running system uses; the owner only migrates. */
export const doorRoles = { ingest: 'agenttracer_ingest', query: 'agenttracer_query', control: 'agenttracer_control' } as const
export type Door = keyof typeof doorRoles
export type RolePasswords = Readonly<Record<Door, string>>

/** Connection addresses of the doors on the owner's server and database. They hold passwords: never print them. */
export function connectionUrls(ownerUrl: string, passwords: RolePasswords): Readonly<Record<Door, string>> {
  const urlFor = (door: Door): string => {
    const url = new URL(ownerUrl)
    url.username = doorRoles[door]
    url.password = encodeURIComponent(passwords[door])
    return url.href
  }
  return { ingest: urlFor('ingest'), query: urlFor('query'), control: urlFor('control') }
}
