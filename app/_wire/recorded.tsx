import { RECORDING } from '@/lib/compare/recording'
import { UtcTime } from './utc-time'

/** When the figures beside it were recorded, and on what. */
export function Recorded() {
  const { recordedAt, machine, versions } = RECORDING
  return (
    <>
      Recorded <UtcTime at={Date.parse(recordedAt)} /> with Stateside {versions['stateside']}, Next {versions['next']} and Node{' '}
      {machine.node.replace('v', '')} on {machine.platform}, {machine.processor}.
    </>
  )
}
