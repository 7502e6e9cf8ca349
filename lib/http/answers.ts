import type { Answers } from './endpoint'
import type { MutationName } from './mutation-forms'
import { Authority, Edited, NewClient, NewKey, Renamed, Renewed, Replaced, Revocation, Role, SignedIn } from './schemas'

const ends = { 200: Revocation }

/** What the API answers each mutation with. */
export const MUTATION_ANSWERS: Readonly<Record<MutationName, Answers>> = {
  'sign-up': { 201: SignedIn },
  'sign-in': { 200: SignedIn },
  'sign-out': ends,
  renew: { 200: Renewed },
  'flip-role': { 200: Role },
  'edit-credential': { 200: Edited },
  'change-name': { 200: Renamed },
  'change-email': { 200: Replaced },
  'change-password': { 200: Replaced },
  'delete-account': ends,
  'end-session': ends,
  'end-other-sessions': ends,
  'set-authority': { 200: Authority },
  'end-sessions-of-person': ends,
  'create-client': { 201: NewClient },
  'delete-client': { 204: [] },
  'rotate-signing-key': { 201: NewKey },
}
