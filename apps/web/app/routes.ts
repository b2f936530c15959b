import { index, prefix, route } from '@remix-run/route-config'
import type { RouteConfig } from '@remix-run/route-config'

export default [
  index('routes/home.tsx'),
  route('preferences', 'routes/preferences.ts'),
  route('p/:project', 'routes/project.tsx', [
    index('routes/overview.tsx'),
    ...prefix('runs', [index('routes/runs.tsx'), route('compare', 'routes/compare-many.tsx'), route(':runId', 'routes/run.tsx'), route(':runId/compare/:otherId', 'routes/compare.tsx')]),
    ...prefix('failures', [index('routes/failures.tsx'), route(':fp', 'routes/failure.tsx')]),
    ...prefix('versions', [index('routes/versions.tsx'), route(':agent', 'routes/version-diff.tsx')]),
    route('analytics', 'routes/analytics.tsx'),
    ...prefix('settings', [
      index('routes/settings.ts'), route('keys', 'routes/settings-keys.tsx'), route('project', 'routes/settings-project.tsx'), route('retention', 'routes/settings-retention.tsx'), route('privacy', 'routes/settings-privacy.tsx'), route('privacy/report', 'routes/settings-privacy-report.ts'), route('webhooks', 'routes/settings-webhooks.tsx'),
      route('members', 'routes/settings-members.tsx'), route('audit', 'routes/settings-audit.tsx'),
    ]),
    route('start', 'routes/start.tsx'),
    route('*', 'routes/not-found.tsx'),
  ]),
  route('*', 'routes/not-found.tsx', { id: 'routes/not-found-root' }),
] satisfies RouteConfig
