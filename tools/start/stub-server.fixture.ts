// A server that stands for the API or the web UI: real process, real port, nothing else. Its first argument is the port, the second how it behaves.
import { createServer } from 'node:http'

const [port, mode] = process.argv.slice(2)
const server = createServer((_request, response) => response.end('ok'))
server.listen(Number(port), '127.0.0.1')
if (mode === 'dies') setTimeout(() => process.exit(3), 1500)
if (mode === 'deaf') process.on('SIGTERM', () => undefined)
else process.on('SIGTERM', () => process.exit(0))
if (mode === 'hangs') setTimeout(() => { for (;;); }, 1000)
