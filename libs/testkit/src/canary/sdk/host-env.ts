/** Runs the function with more variables in the environment, as a host's shell would have set them. */
export function withEnvironment<R>(more: Readonly<Record<string, string>>, fn: () => R): R {
  const before = new Map(Object.keys(more).map((key) => [key, process.env[key]]))
  Object.assign(process.env, more)
  try {
    return fn()
  } finally {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key]
      else process.env[key] = value
    }
  }
}
