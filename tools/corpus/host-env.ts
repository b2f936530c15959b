/** The environment that the runner hands on to the programs of a corpus. */
export const hostEnvironment = (): NodeJS.ProcessEnv => process.env
