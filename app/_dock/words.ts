import { REJECTIONS } from '@/lib/auth/reject'
import type { WireEntry } from '@/lib/xray/wire-log'

/** What a script asks for, of what a person would not recognise by its path. */
export const KINDS: Readonly<Record<WireEntry['kind'], string>> = {
  page: 'the browser asked for a page',
  data: 'a script asked for a page',
  form: 'a form was sent',
  api: 'a call to the API',
}

const DID: Readonly<Record<WireEntry['did'], string>> = { checked: 'accepted', renewed: 'renewed', issued: 'signed in' }

/** What came of it, in a word or two. */
export function verdictOf({ did, reason }: Pick<WireEntry, 'did' | 'reason'>): string {
  return reason === null ? DID[did] : reason.replaceAll('_', ' ')
}

/** The same in a sentence. */
export function verdictSentence({ did, reason }: Pick<WireEntry, 'did' | 'reason'>): string {
  if (reason !== null) return `Rejected: ${REJECTIONS[reason].title}.`
  if (did === 'issued') return 'No credential was checked: this request signed you in, and the answer gave you one.'
  if (did === 'renewed') return 'The credential was accepted, and the session renewed.'
  return 'The credential was accepted.'
}

/** Of an ISO 8601 time, the hours, minutes and seconds. */
export const clock = (iso: string): string => iso.slice(11, 19)
