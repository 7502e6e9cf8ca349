import { REJECTIONS } from '@/lib/auth/reject'

interface Kind {
  readonly status: number
  readonly title: string
  readonly what: string
  readonly fix: string
}

const REFUSALS = {
  invalid_request: {
    status: 400,
    title: 'The request is not valid',
    what: 'The body is not JSON, or a field is missing, unknown or not allowed.',
    fix: 'Correct the fields that `errors` names; an empty path means the body as a whole.',
  },
  invalid_credentials: {
    status: 401,
    title: 'E-mail address or password is wrong',
    what: 'No account has this e-mail address and this password. The answer never says which of the two is wrong.',
    fix: 'Check both and try again.',
  },
  account_disabled: {
    status: 403,
    title: 'This account is disabled',
    what: 'The password is right, but an administrator has disabled the account.',
    fix: 'Ask an administrator to enable it.',
  },
  cross_site: {
    status: 403,
    title: 'The request came from another site',
    what: 'A request that changes something must come from a page of this origin: by Sec-Fetch-Site or, without that header, by Origin.',
    fix: 'Call from a page of this origin. A script without a browser sends neither header and no cookie of ours. Behind a proxy, set APP_URL to the origin that browsers see.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    what: 'You are signed in, but your role does not allow this.',
    fix: 'Ask an administrator for the role, then renew or sign in again.',
  },
  wrong_password: {
    status: 403,
    title: 'The current password is wrong',
    what: 'What was asked needs your current password, and this is not it. Nothing was changed.',
    fix: 'Check it and try again.',
  },
  insufficient_scope: {
    status: 403,
    title: 'The access token does not have the scope',
    what: 'The access token is good, but what was asked needs a scope that it does not have.',
    fix: 'Ask for a token with the scope that `WWW-Authenticate` names; the client must have been created with it.',
  },
  not_found: {
    status: 404,
    title: 'Nothing is here',
    what: 'There is no page, route or resource at this address.',
    fix: 'Check the address.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    what: 'The address exists, but not for this method. Nothing was changed.',
    fix: 'Use a method that the Allow header names.',
  },
  email_taken: {
    status: 409,
    title: 'This e-mail address has an account already',
    what: 'An account with this e-mail address exists.',
    fix: 'Sign in, or use another address.',
  },
  last_admin: {
    status: 409,
    title: 'Nobody else could administer this server',
    what: 'This is the last administrator whose account is enabled. Nothing was changed.',
    fix: 'Make somebody else an administrator first.',
  },
  unsupported_by_mode: {
    status: 409,
    title: 'This mode cannot do that',
    what: 'What was asked needs something that this AUTH_MODE does not keep.',
    fix: 'The answer says what it can do instead; another mode may be able to.',
  },
  key_from_environment: {
    status: 409,
    title: 'The signing key comes from the environment',
    what: 'AUTH_SIGNING_KEY is set, so this server has no signing keys of its own to rotate.',
    fix: 'Change AUTH_SIGNING_KEY and restart the server, or unset it so that the server makes and rotates its own.',
  },
  payload_too_large: {
    status: 413,
    title: 'The body is too large',
    what: 'A body may be at most 64 KiB.',
    fix: 'Send less.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body must be JSON',
    what: 'The Content-Type is not application/json.',
    fix: 'Send JSON, with Content-Type: application/json.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many attempts',
    what: 'In the last 15 minutes this account, from your address, or this session has seen too many wrong passwords, or your address has tried too many passwords of any kind. From other addresses the account can still sign in.',
    fix: 'Wait as long as Retry-After says.',
  },
  too_many_streams: {
    status: 429,
    title: 'Too many open streams',
    what: 'This session, or its person over all of their sessions, has too many streams open at once.',
    fix: 'Close some of the tabs, or wait as long as Retry-After says.',
  },
  lab_busy: {
    status: 429,
    title: 'The lab is busy',
    what: 'Experiments run one after the other, and enough of them are waiting already.',
    fix: 'Wait as long as Retry-After says.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong here',
    what: 'The server failed in an unexpected way. This is a bug.',
    fix: 'Try again. If it happens again, report it with what you sent.',
  },
  busy: {
    status: 503,
    title: 'This server is busy',
    what: 'The server was asked for more at once than it can do soon. Nothing was done.',
    fix: 'Wait as long as Retry-After says, and ask for less at once.',
  },
  stopping: {
    status: 503,
    title: 'This server is stopping',
    what: 'The server was told to stop: it finishes what is under way and takes nothing new.',
    fix: 'Ask another server, or this one once it has started again.',
  },
  store_unavailable: {
    status: 503,
    title: 'The store does not answer',
    what: 'The database cannot be read or written right now. Nobody was signed out, and nothing says that your session is bad.',
    fix: 'Try again in a moment. The server log names the cause.',
  },
} satisfies Record<string, Kind>

/** Every code that an answer can carry, with its HTTP status and its meaning. */
export const PROBLEMS = { ...REJECTIONS, ...REFUSALS }

export type ProblemCode = keyof typeof PROBLEMS

/** `path` in dots, empty for the body as a whole. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** A refusal as a page gets it, from the API or from an action. */
export interface Refusal {
  /** A ProblemCode, or a client's own word for having had no answer. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors: readonly FieldError[]
}

/** A refusal with a documented code. Whoever serves the request turns it into an answer; it is never a bug. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly code: ProblemCode,
    /** This occurrence in one sentence; without it, what the code means. */
    readonly detail: string = PROBLEMS[code].what,
    readonly extra: {
      readonly errors?: readonly FieldError[]
      readonly headers?: Readonly<Record<string, string>>
      /** Further members of the answer's body; RFC 9457 section 3.2. */
      readonly members?: Readonly<Record<string, string>>
    } = {},
  ) {
    super(`${code}: ${detail}`)
  }

  get status(): number {
    return PROBLEMS[this.code].status
  }

  get title(): string {
    return PROBLEMS[this.code].title
  }
}
