import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { isStoreUnavailable, type StoredUser } from '@/db/stores/contract'
import { DEMO_PEOPLE } from '@/db/seed'
import { env } from '@/lib/env'
import { redactHeader } from '@/lib/xray/redact'
import type { XrayReport } from '@/lib/xray/report'
import { notedSetCookie } from '@/lib/xray/set-cookie'
import { recorder } from '@/lib/xray/trace'
import type { ModeFacts, ModeName, RejectReason, Role, Session } from './contract'
import { credentialAttributes } from './cookies'
import { setCookieLines } from './next/effects'
import { observe } from './next/observe'
import { authRequest } from './next/request'
import { arrivalOf } from './next/wire'
import { currentPerson } from './freshness'
import { getApp } from './registry'

/** The full check of this request, once per render, whatever the proxy made of it. CVE-2025-29927. */
const check = cache(async () => {
  const received = await headers()
  const { mode } = getApp()
  const trace = recorder(arrivalOf(received)?.renewal)
  const req = authRequest(received, trace)
  return { received, mode, req, verdict: await mode.verify(req), steps: trace.steps }
})

/** Who is signed in, or null. @throws {StoreUnavailable} */
export async function getSession(): Promise<Session | null> {
  const { verdict } = await check()
  return verdict.ok ? verdict.session : null
}

/** For what surrounds a page: says 'unknown' when the store does not answer, which is not "signed out". */
export async function getViewer(): Promise<Session | null | 'unknown'> {
  try {
    return await getSession()
  } catch (error) {
    if (isStoreUnavailable(error)) return 'unknown'
    throw error
  }
}

/** Who is signed in; anybody else is sent to sign in, told why, and brought back. @throws {StoreUnavailable} */
export async function requireUser(): Promise<Session> {
  const { verdict, received } = await check()
  return verdict.ok ? verdict.session : redirect(signInPath(pathOf(received), verdict.reason))
}

/**
 * As `requireUser`, for pages where more is at stake than seeing them: whose account was disabled or deleted is nobody
 * here, in every mode, though their credential may still be good. @throws {StoreUnavailable}
 */
export async function requireCurrentUser(): Promise<{ readonly session: Session; readonly user: StoredUser }> {
  const session = await requireUser()
  const user = await currentPerson(getApp().stores, session)
  return user ? { session, user } : redirect(signInPath(pathOf((await check()).received), 'revoked'))
}

/** As `requireCurrentUser`; null when the role that the database has for them is another. */
export async function requireRole(role: Role): Promise<Session | null> {
  const { session, user } = await requireCurrentUser()
  return user.role === role ? session : null
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string, reason: RejectReason): string {
  return `/sign-in?${new URLSearchParams({ next: path, reason }).toString()}`
}

/** What this very request sent, what was done with it and where the state lives. @throws {StoreUnavailable} */
export async function getXray(): Promise<XrayReport> {
  const { received, ...checked } = await check()
  return observe(received, checked, { method: 'GET', path: pathOf(received) })
}

/** The Set-Cookie line of this session's cookie, redacted: the very line (`seen`), or what this server would send. */
export async function getSetCookie(): Promise<{ line: string; seen: boolean } | null> {
  const { verdict, mode, req } = await check()
  if (!verdict.ok || mode.facts.carrier !== 'cookie') return null
  const line = notedSetCookie(verdict.session.id, req.now)
  if (line !== null) return { line, seen: true }
  const { secure, maxMs } = env()
  const name = mode.facts.credentialName
  const left = Math.ceil((verdict.session.createdAt + maxMs - req.now) / 1000)
  const attributes = credentialAttributes(secure, left)
  const value = req.cookies(name)[0] ?? ''
  const [inferred = ''] = setCookieLines([{ kind: 'set-cookie', name, value, attributes }])
  return { line: redactHeader('set-cookie', inferred), seen: false }
}

/** Whether the store answers this request. */
export async function storeAnswers(): Promise<boolean> {
  await headers()
  return getApp()
    .stores.ping()
    .then(
      () => true,
      () => false,
    )
}

export interface Site {
  readonly mode: ModeName
  readonly store: string
  readonly facts: ModeFacts
  /** Whether the demo people exist. */
  readonly demo: boolean
  readonly appUrl: string
}

/** What is true of this server for every request. */
export async function getSite(): Promise<Site> {
  await headers()
  const { mode, stores } = getApp()
  const { seedDemo, appUrl } = env()
  return { mode: mode.name, store: stores.name, facts: mode.facts, demo: seedDemo, appUrl }
}

/** The role that the database has for this person now, whatever their credential says. @throws {StoreUnavailable} */
export async function getRoleInDatabase(session: Session): Promise<Role | null> {
  await headers()
  const user = await getApp().stores.users.findById(session.user.id)
  return user?.role ?? null
}

/**
 * Whether this person may flip their own role, to watch what notices. Only the demo person who is not an admin: whoever
 * signs in as her knows the demo admin's password too, so she gains nothing.
 */
export function mayFlipRole(session: Session): boolean {
  return env().seedDemo && DEMO_PEOPLE.some(({ email, role }) => role === 'user' && email === session.user.email)
}

function pathOf(received: Headers): string {
  const { appUrl } = env()
  const url = new URL(arrivalOf(received)?.url ?? '/dashboard', appUrl)
  // Next's client asks for the same page with this parameter.
  url.searchParams.delete('_rsc')
  return url.pathname + url.search
}
