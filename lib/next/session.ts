import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { isStoreUnavailable } from '@/lib/stores/errors'
import { mayFlip, type DemoPerson, type StoredUser } from '@/lib/stores/users'
import { env } from '@/lib/env'
import { redactHeader } from '@/lib/xray/redact'
import { lifeOf, type Moment } from '@/lib/xray/life'
import type { XrayReport } from '@/lib/xray/report'
import type { WireEntry } from '@/lib/xray/wire-log'
import { notedSetCookies } from '@/lib/xray/set-cookie'
import { notedSignOut, type SignedOut } from '@/lib/xray/signed-out'
import { checkCost } from '@/lib/xray/cost'
import { recorder } from '@/lib/xray/trace'
import type { ModeFacts, Role, Session, Verdict } from '../auth/contract'
import { wordsOf, type ModeName } from '../auth/modes'
import type { ModeWords } from '../auth/modes/words'
import { credentialAttributes } from '@/lib/auth/credentials/cookies'
import { setCookieLines } from './effects'
import { observe } from './observe'
import { authRequest, pagePath } from './request'
import { arrivalOf } from './wire'
import { currentPerson } from '../accounts/freshness'
import { getApp } from '../app'
import type { Acting } from '../accounts/acting'
import { signInPath } from '../http/sign-in-path'

/** The full check of this request, once per render, whatever the proxy made of it. CVE-2025-29927. */
const check = cache(async () => {
  const received = await headers()
  const { mode } = await getApp()
  const renewal = arrivalOf(received)?.renewal
  const trace = recorder(renewal?.steps)
  const req = authRequest(received, trace)
  const checked = await mode.verify(req)
  // That an access token is over says less than why the refresh token got no other.
  const over = !checked.ok && checked.reason === 'expired'
  const verdict: Verdict = over && renewal?.refused ? { ok: false, reason: renewal.refused } : checked
  return { received, mode, req, verdict, steps: trace.steps }
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

/** The moments of this session's life; null for nobody. @throws {StoreUnavailable} */
export async function getLife(): Promise<readonly Moment[] | null> {
  const { verdict, mode, req } = await check()
  return verdict.ok ? lifeOf({ ...verdict, ...verdict.session }, mode.facts, req.now) : null
}

/** The last requests of this session, the newest first, at most `limit`; null where none are recorded. */
export async function getWire(limit: number): Promise<readonly WireEntry[] | null> {
  const [viewer, { wire }] = await Promise.all([getViewer(), getApp()])
  return wire && (viewer === null || viewer === 'unknown' ? [] : wire.after(viewer.id, 0).slice(0, limit))
}

/** Who is signed in; anybody else is sent to sign in, told why, and brought back. @throws {StoreUnavailable} */
export async function requireUser(): Promise<Session> {
  const { verdict, received } = await check()
  return verdict.ok ? verdict.session : redirect(signInPath(pagePath(received), verdict.reason))
}

/**
 * As `requireUser`, for pages where more is at stake than seeing them: whose account was disabled or deleted is nobody
 * here, in every mode, though their credential may still be good. @throws {StoreUnavailable}
 */
export const requireCurrentUser = cache(async (): Promise<{ readonly session: Session; readonly user: StoredUser }> => {
  const session = await requireUser()
  const user = await currentPerson((await getApp()).stores, session)
  return user ? { session, user } : redirect(signInPath(pagePath((await check()).received), 'revoked'))
})

/** What a page needs to read what the API would answer this person. As `requireCurrentUser`. */
export async function requireActor(): Promise<Acting & { readonly user: StoredUser }> {
  const { session, user } = await requireCurrentUser()
  const { mode, req } = await check()
  return { mode, stores: (await getApp()).stores, session, req, user }
}

/** Whether the action that this page answers made the browser drop its credential. */
export async function wasDropped(): Promise<boolean> {
  return arrivalOf(await headers())?.told?.some(({ kind }) => kind === 'clear-cookie') ?? false
}

/** As `requireActor`; null when the database does not have them as an administrator. */
export async function requireAdmin(): Promise<Acting | null> {
  const actor = await requireActor()
  return actor.user.role === 'admin' ? actor : null
}

/** As `requireCurrentUser`; null when the role that the database has for them is another. */
export async function requireRole(role: Role): Promise<Session | null> {
  const { session, user } = await requireCurrentUser()
  return user.role === role ? session : null
}

/** What this very request sent, what was done with it and where the state lives. @throws {StoreUnavailable} */
export async function getXray(): Promise<XrayReport> {
  const { received, ...checked } = await check()
  const { mode, req, verdict } = checked
  return observe(received, { ...checked, check: await checkCost(mode, req, verdict) }, { method: 'GET', path: pagePath(received) })
}

/** A Set-Cookie line of this session, redacted. */
export interface SetCookieLine {
  readonly name: string
  readonly line: string
  /** Whether it is the very line that was sent, or what this server would send. */
  readonly seen: boolean
  /** Of the whole value, which the line does not show. */
  readonly valueBytes: number
}

/** One for each cookie that stands for this session; none where no cookie does. */
export async function getSetCookies(): Promise<readonly SetCookieLine[]> {
  const { verdict, mode, req } = await check()
  if (!verdict.ok) return []
  const noted = notedSetCookies(verdict.session.id, req.now)
  const { secure, maxMs } = env()
  const left = Math.ceil((verdict.session.createdAt + maxMs - req.now) / 1000)
  return mode.facts.cookies.flatMap((name): SetCookieLine[] => {
    const value = req.cookies(name)[0]
    if (value === undefined) return []
    const valueBytes = Buffer.byteLength(value)
    const line = noted.find((each) => each.startsWith(`${name}=`))
    if (line !== undefined) return [{ name, line, seen: true, valueBytes }]
    const [inferred = ''] = setCookieLines([{ kind: 'set-cookie', name, value, attributes: credentialAttributes(secure, left) }])
    return [{ name, line: redactHeader('set-cookie', inferred), seen: false, valueBytes }]
  })
}

/** What the sign-out did that this page follows; null where this process does not know. */
export async function getSignedOut(receipt: string | null): Promise<SignedOut | null> {
  await headers()
  return receipt === null ? null : notedSignOut(receipt, (await getApp()).clock())
}

/** Whether the store answers this request. */
export async function storeAnswers(): Promise<boolean> {
  await headers()
  const { stores } = await getApp()
  return stores
    .ping()
    .then(
      () => true,
      () => false,
    )
}

export interface Site {
  readonly mode: ModeName
  readonly store: string
  readonly facts: ModeFacts
  readonly words: ModeWords
  readonly revocation: 'none' | 'list'
  readonly lab: boolean
  readonly appUrl: string
}

/** What is true of this server for every request. */
export async function getSite(): Promise<Site> {
  await headers()
  const { mode, stores, revocation } = await getApp()
  const { appUrl, lab, mode: name } = env()
  return { mode: name, store: stores.name, facts: mode.facts, words: wordsOf(mode), revocation, lab, appUrl }
}

/** The role that the database has for this person now, whatever their credential says. @throws {StoreUnavailable} */
export async function getRoleInDatabase(session: Session): Promise<Role | null> {
  await headers()
  const user = await (await getApp()).stores.users.findById(session.user.id)
  return user?.role ?? null
}

/** Whom the seed made and one can sign in as, still with what everybody knows of them; nobody without SEED_DEMO, or when the store does not answer. */
export async function getDemoPeople(): Promise<readonly DemoPerson[]> {
  await headers()
  if (!env().seedDemo) return []
  try {
    const people = await (await getApp()).stores.users.demoPeople()
    return people.filter(({ user }) => !user.disabled)
  } catch (error) {
    if (isStoreUnavailable(error)) return []
    throw error
  }
}

/** The ids of those to whom a page offers `flipOwnRole`. */
export async function roleFlippers(): Promise<readonly string[]> {
  const [people, { flipsAnyway }] = await Promise.all([getDemoPeople(), getApp()])
  return people.map(({ user }) => user.id).filter((id) => mayFlip(id, people, flipsAnyway === true))
}
