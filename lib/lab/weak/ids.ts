import type { SessionStore } from '@/lib/stores/sessions'
import type { AuthMode, AuthRequest, Effect } from '@/lib/auth/contract'
import { hashOpaqueId } from '@/lib/auth/credentials/opaque-id'
import { recognise } from '@/lib/xray/decode'

/** What the mode just handed out that only its row gives a meaning. */
function opaque(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === 'set-cookie' && recognise(effect.value) === 'opaque' ? [effect.value] : []))
}

async function rowOf(sessions: SessionStore, id: string) {
  const row = await sessions.get(id)
  if (!row || row.ended) return null
  const { ended: _, ...stored } = row
  return stored
}

/** WEAK. Keeps a row under each id itself, beside the one under its hash, as a table of plain ids would. */
export function keepsPlainIds<N extends string>(mode: AuthMode<N>, sessions: SessionStore): AuthMode<N> {
  return {
    ...mode,
    async issue(user, req) {
      const issued = await mode.issue(user, req)
      const row = await rowOf(sessions, issued.session.id)
      if (row) for (const id of opaque(issued.effects)) await sessions.create(row, id)
      return issued
    },
  }
}

/** WEAK. Signing in gives a meaning to the id that the client brought, and sets no new one: session fixation. */
export function keepsClientsId<N extends string>(mode: AuthMode<N>, sessions: SessionStore): AuthMode<N> {
  const brought = (req: AuthRequest) =>
    mode.facts.cookies.flatMap((name) => {
      const [value] = req.cookies(name)
      return value !== undefined && recognise(value) === 'opaque' ? [{ name, value }] : []
    })
  return {
    ...mode,
    async issue(user, req) {
      const issued = await mode.issue(user, req)
      const kept = brought(req)
      const row = await rowOf(sessions, issued.session.id)
      if (!row) return issued
      for (const { value } of kept) await sessions.create(row, hashOpaqueId(value))
      const effects = issued.effects.filter((effect) => effect.kind === 'hand-over' || !kept.some(({ name }) => name === effect.name))
      return { ...issued, effects }
    },
  }
}
