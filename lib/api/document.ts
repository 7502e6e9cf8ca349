import packageJson from '@/package.json' with { type: 'json' }
import type { App } from '../app'
import { openApi, type OpenApi } from '../http/openapi'
import { WHOLE_API } from './table'

type Configured = Pick<App, 'origin' | 'lab'> & { readonly mode: Pick<App['mode'], 'facts'> }

const made = new WeakMap<Configured, OpenApi>()

/** The document of what a server with this configuration has, made once for each. */
export function documentOf(app: Configured): OpenApi {
  const known = made.get(app)
  if (known) return known
  const document = openApi(
    WHOLE_API.filter(({ exists }) => exists?.(app) ?? true),
    { origin: app.origin, facts: app.mode.facts, version: packageJson.version },
  )
  made.set(app, document)
  return document
}
