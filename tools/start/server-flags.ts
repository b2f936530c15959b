/**
 * How the servers' V8 keeps house. On a machine with much memory it lets garbage pile up to several times what lives (measured under the fuzz:
 * 28 MB live, 430 MB resident) before it collects. Smaller young spaces, and a heap that may not grow without end, make it collect earlier:
 * resident memory stays below the 300 MB of the budget. The Dockerfile says the same; a test holds both together.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=16', '--max-old-space-size=1024']
