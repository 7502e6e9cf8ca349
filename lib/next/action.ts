import { cookies, headers } from 'next/headers'
import type { Problem } from '@/lib/problem'
import type { AuthRequest, Effect } from '../auth/contract'
import { getApp, type App } from '../app'
import { applyEffects } from './effects'
import { problemOf } from '../http/answer'
import { refuseCrossSite } from '../http/endpoint'
import { authRequest } from './request'
import { arrivalOf } from './wire'

/** What an action brought about, or why it was refused. */
export type ActionResult<T> = { readonly done: T } | { readonly problem: Problem }

/**
 * Runs a server action under the rules of an API route: cross-site requests are refused, effects are applied, and every
 * failure is a Problem. Call `redirect` with the result, outside.
 */
export async function runAction<T extends object>(
  run: (app: App, req: AuthRequest) => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const received = await headers()
    const app = await getApp()
    refuseCrossSite(received, app.origin)
    const done = await run(app, authRequest(received))
    const { effects = [] } = done as { readonly effects?: readonly Effect[] }
    applyEffects(effects, await cookies())
    const arrival = arrivalOf(received)
    if (arrival) arrival.told = effects
    return { done }
  } catch (error) {
    return { problem: problemOf(error) }
  }
}
