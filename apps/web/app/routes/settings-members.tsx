import { data } from '@remix-run/node'
import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readWebEnv } from '../env.server.ts'
import { MembersPage } from '../features/settings/members-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Members · AgentTracer' }]

export const loader = () => data({ hasSignIn: readWebEnv().uiPassword !== undefined })

export default function SettingsMembersRoute() {
  return <MembersPage {...useLoaderData<typeof loader>()} />
}
