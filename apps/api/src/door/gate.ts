/** How much a door takes on at once. Beyond it the answer is "later" at once, which costs little and keeps the rest fast. */
export interface GateLimits {
  readonly requests: number
  readonly bodyBytes: number
}

export interface Gate {
  /** False when the door is full; otherwise a pass that must be left once. */
  enter(): GatePass | undefined
}

export interface GatePass {
  /** Counts bytes of this request's body; false when all bodies together are too many. */
  hold(bytes: number): boolean
  leave(): void
}

export function createGate(limits: GateLimits, onChange: (requests: number, bodyBytes: number) => void): Gate {
  let requests = 0
  let bodyBytes = 0
  return {
    enter() {
      if (requests >= limits.requests || bodyBytes >= limits.bodyBytes) return undefined
      requests += 1
      onChange(requests, bodyBytes)
      let held = 0
      let hasLeft = false
      return {
        hold(bytes) {
          if (hasLeft) return false
          held += bytes
          bodyBytes += bytes
          return bodyBytes <= limits.bodyBytes
        },
        leave() {
          if (hasLeft) return
          hasLeft = true
          requests -= 1
          bodyBytes -= held
          onChange(requests, bodyBytes)
        },
      }
    },
  }
}
