import type { Experiment, ExperimentId } from '../experiment'
import { crossSitePost } from './cross-site-post'
import { disabledAccount } from './disabled-account'
import { replayAfterSignOut } from './replay-after-sign-out'
import { revokeFromAnotherDevice } from './revoke-from-another-device'
import { staleRole } from './stale-role'

/** Every experiment, in the order in which the screens list them. */
export const EXPERIMENTS: Readonly<Record<ExperimentId, Experiment>> = {
  'replay-after-sign-out': replayAfterSignOut,
  'revoke-from-another-device': revokeFromAnotherDevice,
  'stale-role': staleRole,
  'disabled-account': disabledAccount,
  'cross-site-post': crossSitePost,
}
