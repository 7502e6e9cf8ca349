import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, AuthRequest, Session } from '../auth/contract'
import type { Passwords } from './attempts'

/** What is served with, for whatever people do. */
export interface Services {
  readonly mode: AuthMode
  readonly stores: Stores
}

/** The same, where a password is asked for. */
export interface PasswordServices extends Services {
  readonly passwords: Passwords
}

/** Somebody signed in, and the request by which they act. */
export interface Acting extends Services {
  readonly session: Session
  readonly req: AuthRequest
}
