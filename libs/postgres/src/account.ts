import { existsSync, readFileSync, statSync } from 'node:fs'
import { PostgresStartError } from './postgres-start-error.ts'

/** The user that Postgres runs as: `undefined` for whoever starts it, or a numeric id to drop to. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

const FIRST_UID = 27_432

/**
 * Postgres refuses to run as root, so root drops to an unprivileged numeric id. No account is made for it:
 * any number works, and adding a system user behind someone's back would be rude. An existing folder keeps its owner.
 */
export function chooseAccount(data: string): Account {
  if (process.getuid?.() !== 0) return undefined
  const owner = ownerOf(data)
  if (owner !== undefined && owner !== 0) return { uid: owner, gid: owner }
  const taken = new Set(namedAccounts().map((account) => account.uid))
  let uid = FIRST_UID
  while (taken.has(uid)) uid += 1
  return { uid, gid: uid }
}

function ownerOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.uid
}

/** An unprivileged account that has a name: programs that only make the cluster ask for one. */
export function namedAccount(): { uid: number; gid: number } {
  const accounts = namedAccounts().filter(({ uid }) => uid > 0)
  const account = accounts.find(({ name }) => name === 'nobody') ?? accounts[0]
  if (account === undefined) {
    throw new PostgresStartError('failed', 'Root cannot run Postgres, and this machine has no other account. Start as another user, or set DATABASE_URL to a Postgres of yours.')
  }
  return { uid: account.uid, gid: account.gid }
}

function namedAccounts(): { name: string; uid: number; gid: number }[] {
  if (!existsSync('/etc/passwd')) return []
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  return rows.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) })).filter(({ uid, gid }) => uid >= 0 && gid >= 0)
}
