import type { Experiment, ExperimentId } from '../experiment'
import { algorithmConfusion } from './algorithm-confusion'
import { clockSkew } from './clock-skew'
import { cookieSize } from './cookie-size'
import { costPerThousand } from './cost-per-thousand'
import { crossSitePost } from './cross-site-post'
import { disabledAccount } from './disabled-account'
import { eavesdropper } from './eavesdropper'
import { keyInjection } from './key-injection'
import { leakedSecret } from './leaked-secret'
import { parallelRefresh } from './parallel-refresh'
import { refreshReplay } from './refresh-replay'
import { rememberedVerdict } from './remembered-verdict'
import { replayAfterSignOut } from './replay-after-sign-out'
import { revocationLatency } from './revocation-latency'
import { revokeFromAnotherDevice } from './revoke-from-another-device'
import { scriptReadsStorage } from './script-reads-storage'
import { secretRotation } from './secret-rotation'
import { sessionFixation } from './session-fixation'
import { signOutRace } from './sign-out-race'
import { splitSecrets } from './split-secrets'
import { staleRole } from './stale-role'
import { stolenCredential } from './stolen-credential'
import { stolenDatabase } from './stolen-database'
import { storeDown } from './store-down'
import { tamperedPayload } from './tampered-payload'
import { weakSecret } from './weak-secret'

export const EXPERIMENTS: Readonly<Record<ExperimentId, Experiment>> = {
  'replay-after-sign-out': replayAfterSignOut,
  'revoke-from-another-device': revokeFromAnotherDevice,
  'stale-role': staleRole,
  'disabled-account': disabledAccount,
  'tampered-payload': tamperedPayload,
  'algorithm-confusion': algorithmConfusion,
  'key-injection': keyInjection,
  'weak-secret': weakSecret,
  'leaked-secret': leakedSecret,
  'stolen-database': stolenDatabase,
  'stolen-credential': stolenCredential,
  'script-reads-storage': scriptReadsStorage,
  'cross-site-post': crossSitePost,
  'session-fixation': sessionFixation,
  eavesdropper,
  'refresh-replay': refreshReplay,
  'parallel-refresh': parallelRefresh,
  'sign-out-race': signOutRace,
  'secret-rotation': secretRotation,
  'split-secrets': splitSecrets,
  'remembered-verdict': rememberedVerdict,
  'store-down': storeDown,
  'clock-skew': clockSkew,
  'cookie-size': cookieSize,
  'cost-per-thousand': costPerThousand,
  'revocation-latency': revocationLatency,
}
