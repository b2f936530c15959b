import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Check } from '../structure/check.ts'
import { compose } from './compose.ts'
import { dockerfile } from './dockerfile.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test.each([dockerfile, compose])('$name', async ({ run }) => {
  expect(await run(root)).toEqual([])
})

/** The real project with one text in one file replaced. */
async function spoilt(check: Check, file: string, from: string, to: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'agenttracer-container-'))
  try {
    for (const name of ['Dockerfile', 'docker-compose.yml', '.dockerignore', 'package.json']) cpSync(join(root, name), join(folder, name))
    for (const name of ['apps', 'libs', 'tools']) symlinkSync(join(root, name), join(folder, name))
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(folder, file), text.replace(from, to))
    return (await check.run(folder)).map(({ rule }) => rule).join('\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test.each([
  ['an unknown instruction', 'WORKDIR /app', 'WORKDRI /app', 'Unknown instruction'],
  ['an unknown flag', 'COPY --from=build /app/apps/api/dist', 'COPY --form=build /app/apps/api/dist', 'Unknown flag'],
  ['a base without a version', 'FROM node:24-bookworm-slim AS api', 'FROM node AS api', 'node has no version'],
  ['another Node', 'FROM node:24-bookworm-slim AS api', 'FROM node:20-bookworm-slim AS api', 'the image has Node 20'],
  ['a stage that is not there', '--from=web-packages', '--from=web-package', 'no earlier stage is called web-package'],
  ['a folder that is not there', '/app/apps/web ./apps/web', '/app/apps/site ./apps/site', '/app/apps/site is not there'],
  ['a program that is not there', 'node tools/boot.mjs', 'node tools/bot.mjs', 'tools/bot.mjs is not there'],
  ['a workspace that is not there', '@agenttracer/web', '@agenttracer/site', '--workspace=@agenttracer/site is not there'],
  ['packages of another day', 'npm ci --omit=dev', 'npm install --omit=dev', 'npm ci installs'],
  ['root', 'USER node\nEXPOSE 3000', 'EXPOSE 3000', 'the image web runs as root'],
  ['root by number', 'USER node\nEXPOSE 3000', 'USER 0\nEXPOSE 3000', 'the image web runs as root'],
  ['no health check', 'HEALTHCHECK --interval=10s --timeout=3s --start-period=20s', 'LABEL x=1\n#', 'the image web has no health check'],
  ['a shell in between', 'CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=1024", "server.ts"]', 'CMD node server.ts', 'in shell form'],
  ['a start file that is not there', '"server.ts"', '"serve.ts"', 'apps/web/serve.ts is not there'],
  ['no port', 'EXPOSE 3000', 'LABEL x=1', 'the image web says no port'],
  ['a secret in a layer', 'ENV NODE_ENV=production', 'ENV NODE_ENV=production ADMIN_PASSWORD=x', 'a secret would be in a layer'],
])('Dockerfile: %s is found', async (_, from, to, told) => {
  expect(await spoilt(dockerfile, 'Dockerfile', from, to)).toContain(told)
})

test('.dockerignore: secrets that would be copied are found', async () => {
  expect(await spoilt(dockerfile, '.dockerignore', 'secrets\n', '')).toContain('secrets would be copied')
})

test.each([
  ['a key that Compose does not know', 'restart: unless-stopped', 'restarts: unless-stopped', 'additional properties'],
  ['a key twice', 'read_only: true', 'read_only: true\n    read_only: true', 'unique'],
  ['a number for a duration', 'interval: 5s', 'interval: [5]', 'must be string'],
  ['a stage that is not there', 'target: api', 'target: apis', 'the Dockerfile has no stage apis'],
  ['a setting that is not known', 'AGENTTRACER_HOST:', 'AGENTTRACER_HOSTS:', 'AGENTTRACER_HOSTS is no setting of the api'],
  ['a setting of another program', 'AGENTTRACER_WEB_HOST:', 'AGENTTRACER_HOST:', 'AGENTTRACER_HOST is no setting of the web'],
  ['a host that is no service', 'http://api:8000', 'http://apis:8000', 'points to apis'],
  ['a password written down', '${AGENTTRACER_UI_PASSWORD:?choose a password of 12 characters or more}', 'correct-horse', 'for everybody to read'],
  ['not waiting for health', 'condition: service_healthy', 'condition: service_started', 'it does not wait until postgres is healthy'],
  ['waiting for a health that nobody checks', 'healthcheck:', 'labels:', 'must be'],
  ['a port open to all', '"${AGENTTRACER_BIND:-127.0.0.1}:${AGENTTRACER_WEB_PORT:-3000}:3000"', '"3000:3000"', 'open to every network'],
  ['a port that the image does not say', ':3000"', ':3001"', 'does not say port 3001'],
  ['an image of any version', 'postgres:18', 'postgres:latest', 'postgres:latest has no version'],
  ['a secret that is not defined', 'secrets:\n      - admin_key', 'secrets:\n      - admin', 'the secret admin is not defined'],
  ['a volume that is not defined', '- postgres:/var', '- data:/var', 'the volume data is not defined'],
])('docker-compose.yml: %s is found', async (_, from, to, told) => {
  expect(await spoilt(compose, 'docker-compose.yml', from, to)).toContain(told)
})
