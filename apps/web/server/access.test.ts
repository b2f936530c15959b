import { expect, test } from 'vitest'
import { startRefusal } from './access.ts'

const password = 'a long pass phrase'
test.each<[host: string, isLocal: boolean, uiPassword: string | undefined, says: RegExp | undefined]>([
  ['127.0.0.1', true, undefined, undefined],
  ['::1', true, undefined, undefined],
  ['127.0.0.1', false, undefined, /AGENTTRACER_UI_PASSWORD/],
  ['0.0.0.0', true, undefined, /AGENTTRACER_WEB_HOST.*AGENTTRACER_UI_PASSWORD/],
  ['::', false, undefined, /AGENTTRACER_WEB_HOST.*AGENTTRACER_UI_PASSWORD/],
  ['localhost.evil.example', true, undefined, /AGENTTRACER_WEB_HOST/],
  ['0.0.0.0', false, password, undefined],
  ['127.0.0.1', true, password, undefined],
])('bound to %s, local %s, password %s', (host, isLocal, uiPassword, says) => {
  const refusal = startRefusal({ host, isLocal, uiPassword })
  if (says === undefined) expect(refusal).toBeUndefined()
  else expect(refusal).toMatch(says)
})
