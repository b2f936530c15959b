// Stops the server named in the first argument when whoever holds the other end of our stdin is gone, however it died.
// The word "done" before the end says that the server is stopped already and its number may belong to someone else.
const server = Number(process.argv[2])
let done = false
process.stdin.on('data', (chunk) => {
  done ||= chunk.includes('done')
})
process.stdin.on('close', () => {
  try {
    if (!done) process.kill(server, 'SIGINT')
  } catch {
    // the server has stopped by itself
  }
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)
