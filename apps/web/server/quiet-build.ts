import type { ServerBuild } from '@remix-run/node'

/** No text: the page says what there is to say. */
const noSuchForm = (): never => {
  throw new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } })
}

/**
 * The build with an action on every route. Where a route has none, the framework answers a form post itself and quotes the address in the
 * page that it makes.
 */
export const quietBuild = (build: ServerBuild): ServerBuild => ({
  ...build,
  routes: Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => [id, route === undefined || route.module.action !== undefined ? route : { ...route, module: { ...route.module, action: noSuchForm } }]),
  ),
})
