import type { RejectReason } from './contract'

interface Rejection {
  readonly status: 401
  readonly title: string
  /** What it means. */
  readonly what: string
  /** What to do about it. */
  readonly fix: string
}

/** What each reason to reject a credential means to whoever sent it. */
export const REJECTIONS: Readonly<Record<RejectReason, Rejection>> = {
  missing: {
    status: 401,
    title: 'Not signed in',
    what: 'The request carried no credential of this mode.',
    fix: 'Sign in. If you did, check that the client sends its cookies (same host, same scheme, and for fetch the default credentials) or, where no cookie carries it, its token in the Authorization header.',
  },
  malformed: {
    status: 401,
    title: 'The credential cannot be read',
    what: 'Something was sent where the credential belongs, but it does not have the form this server makes, was meant for another server or purpose, or was sent twice.',
    fix: 'Sign in again. If it keeps happening, another application on the same host may set a cookie of the same name, or the client sends its header twice.',
  },
  bad_signature: {
    status: 401,
    title: 'The credential is not from this server',
    what: 'It has the right form, but no key of this server opens or confirms it: it was altered, or made with a secret that is no longer accepted.',
    fix: 'Sign in again. After changing AUTH_SECRET, keep the old one in AUTH_SECRET_PREVIOUS until its sessions have ended.',
  },
  expired: {
    status: 401,
    title: 'The session expired',
    what: 'The idle limit or the absolute limit has passed since the session began or was last renewed, or its token has expired.',
    fix: 'Sign in again. The limits are SESSION_IDLE_SECONDS and SESSION_MAX_SECONDS, and BEARER_TTL_SECONDS for a bearer token.',
  },
  revoked: {
    status: 401,
    title: 'The session was ended',
    what: 'There is no session behind this credential: it was signed out or ended elsewhere, its account was disabled or deleted, or it never existed.',
    fix: 'Sign in again. If you did not end it, change your password.',
  },
  replayed: {
    status: 401,
    title: 'The credential was already used',
    what: 'It may be used once, and was. Somebody may hold a copy.',
    fix: 'Sign in again, and look through your sessions for one that is not yours.',
  },
  unknown_key: {
    status: 401,
    title: 'The credential names a key that this server does not have',
    what: 'It was made with a key that was dropped, or by another server.',
    fix: 'Sign in again.',
  },
}

export const REJECT_REASONS = Object.keys(REJECTIONS) as readonly RejectReason[]

export function isRejection(code: string): code is RejectReason {
  return Object.hasOwn(REJECTIONS, code)
}
