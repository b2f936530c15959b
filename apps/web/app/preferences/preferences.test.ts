import { expect, test } from 'vitest'
import { changePreferences, nextTheme, readPreferences, writePreferences } from './preferences.ts'

test('what is written is read back', () => {
  const cookie = writePreferences({ theme: 'dark', zone: 'Asia/Kolkata', panelPx: 500 })
  expect(readPreferences(`other=1; ${cookie.split(';')[0]}; agenttracer_detail_px=420`)).toEqual({ theme: 'dark', zone: 'Asia/Kolkata', panelPx: 420 })
})

test.each<[string | null]>([[null], [''], ['agenttracer_preferences=%E0%A4%A'], ['agenttracer_preferences=theme%3Dpink%26zone%3DMars; agenttracer_detail_px=wide']])('%s means the defaults', (header) => {
  expect(readPreferences(header)).toEqual({ theme: 'system', zone: 'UTC', panelPx: undefined })
})

test('a form changes only what it names', () => {
  const form = new FormData()
  form.set('zone', 'Europe/Berlin')
  expect(changePreferences({ theme: 'dark', zone: 'UTC', panelPx: 420 }, form)).toEqual({ theme: 'dark', zone: 'Europe/Berlin', panelPx: 420 })
})

test('themes go round', () => {
  expect([nextTheme('system'), nextTheme('light'), nextTheme('dark')]).toEqual(['light', 'dark', 'system'])
})
