import { onlineManager, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { relative } from '../format/time.ts'
import { useNow, useZone } from '../preferences/preferences-context.tsx'

const subscribe = (changed: () => void): (() => void) => onlineManager.subscribe(changed)

/** Says that the browser is offline and how old is what it shows. Data stays; it is read again when the network is back. */
export function OfflineBanner() {
  const isOnline = useSyncExternalStore(subscribe, () => onlineManager.isOnline(), () => true)
  const cache = useQueryClient().getQueryCache()
  const [now, zone] = [useNow(), useZone()]
  const read = Math.max(0, ...cache.getAll().map(({ state }) => state.dataUpdatedAt))
  return (
    <div role="status">
      {isOnline ? null : (
        <p data-testid="state-offline" className="border-b border-hairline bg-recovered-tint px-4 py-1.5 text-recovered-text sm:px-6">
          You are offline.{read === 0 ? '' : ` What is shown was read ${relative(read, now, zone)}.`} It is read again when the network is back.
        </p>
      )}
    </div>
  )
}
