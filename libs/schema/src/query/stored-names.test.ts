import { expect, test } from 'vitest'
import { isModelName, isSafeName } from '../names/safe-name.ts'
import { namesList, namesResetInput, privacyFacts } from './privacy.ts'

// What an earlier release took for a name and this one refuses is in its database still.
const name = 'host-10.0.0.12'
const model = 'acme.openai.azure.com/openai/deployments/desk'

test('a name that an earlier release stored is refused anew, and still shown and reset', () => {
  expect([isSafeName(name), isModelName(model)]).toEqual([false, false])
  expect(namesList.safeParse({ agent: name, kinds: [{ kind: 'model', cap: 100, names: [model] }] }).success).toBe(true)
  expect(privacyFacts.safeParse({ dropped: [], agents: [{ agentId: name, kinds: [] }] }).success).toBe(true)
  expect(namesResetInput.safeParse({ agent: name }).success).toBe(true)
})

test('prose is no stored name either', () => {
  for (const agent of ['the patient is ill', 'jane@example.com', 'a'.repeat(65), '']) expect(namesResetInput.safeParse({ agent }).success).toBe(false)
  expect(namesList.safeParse({ agent: null, kinds: [{ kind: 'model', cap: 100, names: ['the patient is ill'] }] }).success).toBe(false)
})
