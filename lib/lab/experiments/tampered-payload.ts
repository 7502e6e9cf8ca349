import { dissect } from '@/lib/xray/decode'
import type { Browser } from '../browser'
import type { Experiment } from '../experiment'
import { base64urlJson } from '../forge'
import { credential, me } from '../lab'
import { capital, letInFor, letInWords } from '../let-in'

export const tamperedPayload: Experiment = {
  title: 'Tampered payload',
  question: 'You hold your own credential. Can you change what it says, and be let in as an admin?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'A signature, a seal and an authenticated cipher all cover every bit. An opaque id says nothing that could be changed: any change names a session that does not exist.',
  fix: 'Check the whole credential before believing any of it. Being able to read a token does not mean being able to change it.',
  code: 'lib/auth/credentials/signed-token.ts',
  settings: [{ id: 'unchecked', title: 'Without checking the signature', without: ['verified-signature'] }],

  async run(lab) {
    const site = await lab.site()
    lab.step('A person signs in and looks at their credential')
    const person = await site.signedIn('Person')
    const letIn: [what: string, attacker: Browser][] = []
    for (const [name, value] of person.held()) {
      for (const [what, altered] of alterations(value)) {
        lab.step(`${name}: ${what}`)
        lab.record(credential(name, altered))
        const attacker = site.browser('Attacker')
        attacker.put(name, altered)
        const { ok, body } = await me(attacker)
        if (ok) letIn.push([`${what}: ${JSON.stringify(body['user'])}`, attacker])
      }
    }
    const [first] = letIn
    if (!first) return { outcome: 'blocked', because: 'Every altered credential was refused.' }
    const letInSeconds = await letInFor(lab, site, first[1])
    return { outcome: 'succeeded', letInSeconds, because: `${capital(letInWords(letInSeconds))}, with ${letIn.map(([what]) => what).join('; ')}.` }
  },
}

/** Says admin where it can be read, and differs in one character of each part where not. */
function alterations(value: string): [string, string][] {
  const { kind, parts } = dissect(value)
  if (kind === 'jws') {
    const [header = '', payload = '', signature = ''] = value.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    return [['the role is now admin, the signature as it was', `${header}.${base64urlJson({ ...claims, role: 'admin' })}.${signature}`]]
  }
  return parts.flatMap((part, index) => {
    if (part.text.length < 8) return []
    const at = Math.floor(part.text.length / 2)
    const other = part.text[at] === 'b' ? 'c' : 'b'
    const text = part.text.slice(0, at) + other + part.text.slice(at + 1)
    const altered = parts.map((each, i) => each.lead + (i === index ? text : each.text)).join('')
    return [[`one character of the ${part.name} is different`, altered] satisfies [string, string]]
  })
}
