import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import type { Browser } from '../browser'
import type { Experiment } from '../experiment'
import { base64urlJson, forgedClaims } from '../forge'
import { credential } from '../lab'
import { capital, letInFor, letInWords } from '../let-in'
import type { LabServer } from '../server'
import { publicPem } from '../weak/verifier'

export const algorithmConfusion: Experiment = {
  title: 'Unsigned and confused algorithms',
  question: 'A token names its own algorithm. Can an attacker name one that needs no key of ours?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'The header is a claim by whoever wrote the token. A verifier that obeys it accepts "none", or takes our public key, which everybody has, for a shared secret.',
  fix: 'Fix one algorithm per key, and compare the header with it before anything is verified; RFC 8725 section 3.1.',
  code: 'lib/auth/credentials/signed-token.ts',
  settings: [{ id: 'obeying', title: 'With a verifier that obeys the header', without: ['pinned-algorithm'] }],

  async run(lab) {
    const site = await lab.site()
    const { facts } = site.testbed.mode
    lab.step('A person signs in; the attacker reads the public keys, as anybody may')
    const person = await site.signedIn('Person')
    const letIn: [what: string, attacker: Browser][] = []
    for (const [what, token] of await forgeries(site, person)) {
      lab.step(`The attacker sends an admin’s claims: ${what}`)
      lab.record(credential(facts.credentialName, token))
      const attacker = site.browser('Attacker')
      attacker.put(facts.credentialName, token)
      if ((await attacker.get('/whoami')).ok) letIn.push([what, attacker])
    }
    const [first] = letIn
    if (first) {
      const letInSeconds = await letInFor(lab, site, first[1])
      return { outcome: 'succeeded', letInSeconds, because: `${capital(letInWords(letInSeconds))} as an admin: ${letIn.map(([what]) => what).join('; ')}.` }
    }
    return facts.credentialKind === 'jws' || facts.credentialKind === 'jwe'
      ? { outcome: 'blocked', because: 'Every forgery was refused.' }
      : { outcome: 'not_applicable', because: 'Nothing in this credential names an algorithm, and each forgery was refused.' }
  },
}

async function forgeries(site: LabServer, person: Browser): Promise<[string, string][]> {
  const { testbed } = site
  const claims = forgedClaims(site, person)
  const payload = base64urlJson(claims)
  const [key] = await testbed.keys.published(testbed.now())
  if (!key) throw new Error('the testbed has no signing key')
  const head = (fields: object) => base64urlJson({ typ: 'at+jwt', kid: key.kid, ...fields })
  const none = head({ alg: 'none' })
  const hmac = head({ alg: 'HS256' })
  const curve = head({ alg: 'ES256' })
  const crit = head({ alg: 'EdDSA', crit: ['b64'], b64: false })
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ed = generateKeyPairSync('ed25519')
  const hs256 = (secret: string) => createHmac('sha256', secret).update(`${hmac}.${payload}`).digest('base64url')
  const encrypted = (alg: 'dir' | 'PBES2-HS256+A128KW', enc: string, secret: Uint8Array) =>
    new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ alg, enc }).encrypt(secret)
  return [
    ['alg "none", and no signature', `${none}.${payload}.`],
    ['alg "HS256", with our public key as the secret, in PEM', `${hmac}.${payload}.${hs256(publicPem(key))}`],
    ['alg "HS256", with our public key as the secret, as a JWK', `${hmac}.${payload}.${hs256(JSON.stringify(key))}`],
    [
      'alg "ES256", signed with the attacker’s key',
      `${curve}.${payload}.${sign('sha256', Buffer.from(`${curve}.${payload}`), { key: own.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`,
    ],
    [
      'a critical extension that would leave the payload out',
      `${crit}.${payload}.${sign(null, Buffer.from(`${crit}.${payload}`), ed.privateKey).toString('base64url')}`,
    ],
    ['encrypted with a weaker cipher and the attacker’s key', await encrypted('dir', 'A128GCM', new Uint8Array(16))],
    ['encrypted with the attacker’s password', await encrypted('PBES2-HS256+A128KW', 'A256GCM', new TextEncoder().encode('attacker'))],
  ]
}
