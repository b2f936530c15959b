import type { AgentTracerClient } from '@agenttracer/client'
import { viewDeleteInput, viewSaveInput } from '@agenttracer/schema/query'
import { panelError } from '../../api/panel-error.ts'
import { viewAddress } from './view-state.ts'

/** Where a form of the list leads, or why nothing was changed. */
export type ViewOutcome = { readonly to: string } | { readonly refused: string; readonly status: number }

const incomplete: ViewOutcome = { refused: 'The view needs a name of 1 to 40 characters. Nothing was changed.', status: 400 }

/** Keeps or forgets a view by a form of the run list; `here` is the list's address without its view. */
export async function viewForm(client: AgentTracerClient, form: FormData, here: string): Promise<ViewOutcome> {
  try {
    if (text(form, 'wish') === 'save-view') {
      const wish = viewSaveInput.safeParse({ name: text(form, 'name'), address: text(form, 'address') })
      return wish.success ? { to: viewAddress(await client.views.save.mutate(wish.data)) } : incomplete
    }
    const wish = viewDeleteInput.safeParse({ viewId: text(form, 'viewId') })
    if (text(form, 'wish') !== 'delete-view' || !wish.success) return incomplete
    await client.views.delete.mutate(wish.data)
    return { to: here }
  } catch (error) {
    const { code, hint, httpStatus } = panelError(error)
    return { refused: `Nothing was changed. ${code === 'CONFLICT' ? 'A project has at most 100 views.' : (hint ?? 'The server did not answer.')}`, status: httpStatus ?? 502 }
  }
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
