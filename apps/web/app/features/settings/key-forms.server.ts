import type { AgentTracerClient } from '@agenttracer/client'
import { newKeyInput } from '@agenttracer/schema/query'
import { redirect } from '@remix-run/node'
import type { Outcome } from './outcome.ts'
import { readKeys, textOf } from './settings.server.ts'

/** Makes or revokes a key by a form of the Keys page. */
export async function keyForm(client: AgentTracerClient, form: FormData, here: string): Promise<Outcome | Response | undefined> {
  switch (textOf(form, 'wish')) {
    case 'make':
      return makeKey(client, form)
    case 'revoke':
      return revokeKey(client, form, here)
    default:
      return undefined
  }
}

async function makeKey(client: AgentTracerClient, form: FormData): Promise<Outcome | undefined> {
  const days = textOf(form, 'days')
  const wish = newKeyInput.safeParse({ scope: textOf(form, 'scope'), name: textOf(form, 'name'), ...(days === '' ? {} : { expiresInDays: days }) })
  if (!wish.success) return undefined
  const { key, summary } = await client.keys.create.mutate(wish.data)
  return { kind: 'made', key, summary }
}

/** The typed beginning is held against the stored one, not against anything that the form brings along. */
async function revokeKey(client: AgentTracerClient, form: FormData, here: string): Promise<Outcome | Response | undefined> {
  const key = (await readKeys(client)).find(({ keyId }) => keyId === textOf(form, 'keyId'))
  if (key === undefined) return undefined
  if (textOf(form, 'prefix') !== key.prefix) return { kind: 'refused', text: `The typed beginning is not the one of ${key.name}. The key was not revoked.` }
  await client.keys.revoke.mutate({ keyId: key.keyId, scope: key.projectId === null ? 'instance' : 'project' })
  return redirect(here, 303)
}
