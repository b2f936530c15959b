// Loaded with --import: ties a process to the life of the one that started it with an open channel.
// The kernel closes the channel however the starter dies; then this process asks itself to stop, and after the grace time it goes.
const graceMs = Number(new URL(import.meta.url).searchParams.get('graceMs') ?? 4000)

if (process.connected) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  process.channel?.unref() // the tie alone keeps nothing running
}
