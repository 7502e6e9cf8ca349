import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose'
import type { Browser } from '../browser'
import type { Experiment } from '../experiment'
import { forgedClaims } from '../forge'
import { credential } from '../lab'
import { letInFor } from '../let-in'

export const keyInjection: Experiment = {
  title: 'Key injected by header',
  question: 'A token can bring its own key, or the address of one. Does the server take it?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'A verifier that takes the key from the token asks the attacker whether the attacker is right. One that fetches an address from it also lets anybody send requests from inside our network.',
  fix: 'Take keys from our own store only, by a name that says nothing else; RFC 8725 section 3.10.',
  code: 'lib/auth/credentials/signed-token.ts',
  settings: [{ id: 'trusting', title: 'With a verifier that takes keys from tokens', without: ['own-keys'] }],

  async run(lab) {
    const site = await lab.site()
    const { facts } = site.testbed.mode
    lab.step('The attacker makes a key pair, and runs a server on loopback that serves the public key')
    const person = await site.signedIn('Person')
    const pair = await generateKeyPair('EdDSA', { extractable: true })
    const jwk = await exportJWK(pair.publicKey)
    let hits = 0
    const listener = createServer((_, response) => {
      hits++
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }))
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    try {
      const at = `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}`
      const forgeries: [string, Partial<JWTHeaderParameters>][] = [
        ['jwk: the key itself', { jwk }],
        ['jku: the address of a key set', { jku: `${at}/keys` }],
        ['x5u: the address of a certificate', { x5u: `${at}/certificate` }],
        ['kid: the address of a key', { kid: `${at}/key` }],
        ['kid: a path out of a folder of keys', { kid: '../../../../dev/null' }],
        ['kid: the end of a query', { kid: "' UNION SELECT 'key" }],
      ]
      const letIn: [what: string, attacker: Browser][] = []
      for (const [what, header] of forgeries) {
        lab.step(`An admin’s token, signed by the attacker, with ${what}`)
        const token = await new SignJWT(forgedClaims(site, person)).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header }).sign(pair.privateKey)
        lab.record(credential(facts.credentialName, token))
        const attacker = site.browser('Attacker')
        attacker.put(facts.credentialName, token)
        if ((await attacker.get('/whoami')).ok) letIn.push([what, attacker])
      }
      lab.measure("Requests that reached the attacker's server", hits, 'requests')
      const [first] = letIn
      if (first) {
        const because = `Let in as an admin: ${letIn.map(([what]) => what).join('; ')}. The attacker's server was asked ${String(hits)} times.`
        return { outcome: 'succeeded', letInSeconds: await letInFor(lab, site, first[1]), because }
      }
      if (hits > 0) return { outcome: 'succeeded', because: `Refused, but the attacker's server was asked ${String(hits)} times.` }
      return facts.credentialKind === 'jws' || facts.credentialKind === 'jwe'
        ? { outcome: 'blocked', because: "Every forgery was refused, and the attacker’s server was not asked for anything." }
        : { outcome: 'not_applicable', because: 'Nothing in this credential names a key, and each forgery was refused without an outbound request.' }
    } finally {
      listener.closeAllConnections()
      listener.close()
    }
  },
}
