const storageKey = 'agenttracer_single_keys'

/** Single-key shortcuts can be switched off (WCAG 2.1.4); the choice stays in this browser. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

export function switchSingleKeys(isOn: boolean): void {
  try {
    localStorage.setItem(storageKey, isOn ? 'on' : 'off')
  } catch {
    // A browser that keeps nothing: the keys stay on for this visit.
  }
}

/** True while keys belong to a field or an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, dialog[open]') !== null
}
