import { END_REASONS } from '@/lib/auth/contract'
import { isNotNull, sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

// Times are ms since epoch.

export const users = sqliteTable(
  'users',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull().unique(),
    name: text('name').notNull(),
    role: text('role', { enum: ['user', 'admin'] }).notNull(),
    disabled: integer('disabled', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    /** What the seed made this person, until their address or password is another; null for everybody else. */
    demo: text('demo', { enum: ['user', 'admin'] }),
    /** argon2id, in PHC string form. Null for people made through the next-auth adapter, who have no password. */
    passwordHash: text('password_hash'),
    /** How often all sessions of this person were ended at once. Those that began in an earlier epoch are over. */
    epoch: integer('epoch').notNull().default(0),
    /** The id of the one session to which that does not apply. */
    spared: text('spared'),
    /** When, by whom and why the epoch began; null for the first. */
    epochAt: integer('epoch_at'),
    epochBy: text('epoch_by'),
    epochWhy: text('epoch_why', { enum: END_REASONS }),
  },
  (table) => [index('users_role').on(table.role), index('users_created_at').on(table.createdAt), index('users_demo').on(table.demo).where(sql`demo is not null`)],
)

export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the credential, base64url. The credential itself is stored nowhere. */
    tokenHash: text('token_hash').primaryKey(),
    /** Public id: names the session, lets nobody in. */
    id: text('id').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The person's, when it began. */
    epoch: integer('epoch').notNull().default(0),
    /** That began it. Null in rows from before this column. */
    mode: text('mode'),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    /** Null while it lives. */
    endedAt: integer('ended_at'),
    /** A person's id; null for the server itself. */
    endedBy: text('ended_by'),
    endedWhy: text('ended_why', { enum: END_REASONS }),
  },
  (table) => [
    index('sessions_user_id_ended_at_created_at').on(table.userId, table.endedAt, table.createdAt),
    index('sessions_expires_at').on(table.expiresAt),
    index('sessions_ended_at_created_at').on(table.endedAt, table.createdAt),
  ],
)

/** Refresh tokens that were used. One that comes again, after the grace, was copied. */
export const spentTokens = sqliteTable(
  'spent_tokens',
  {
    /** SHA-256 of the token, base64url. */
    tokenHash: text('token_hash').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    spentAt: integer('spent_at').notNull(),
    /** From which, with the token, its successor can be made again; null as soon as that one is spent too. */
    salt: text('salt'),
  },
  (table) => [index('spent_tokens_session_id').on(table.sessionId)],
)

/** What AUTH_REVOCATION=list consults at every check: sessions that were ended one by one. */
export const revokedSessions = sqliteTable(
  'revoked_sessions',
  {
    userId: text('user_id').notNull(),
    sessionId: text('session_id').notNull(),
    at: integer('at').notNull(),
    by: text('by'),
    why: text('why', { enum: END_REASONS }).notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.sessionId] }), index('revoked_sessions_expires_at').on(table.expiresAt)],
)

/** See lib/stores/notices.ts. Written by triggers, so that no write can forget to, nor another program; the last thousand stay. */
export const notices = sqliteTable('notices', {
  id: integer('id').primaryKey(),
  /** Null for everybody. */
  userId: text('user_id'),
})

/** No foreign keys: what happened stays on record after the person is gone. */
export const events = sqliteTable(
  'events',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    type: text('type').notNull(),
    userId: text('user_id'),
    actorId: text('actor_id'),
    sessionId: text('session_id'),
    ip: text('ip'),
    userAgent: text('user_agent'),
    detail: text('detail'),
    /** How often it happened, and when last, if more than once. */
    times: integer('times').notNull().default(1),
    lastAt: integer('last_at'),
    /** By what one that says the same finds it; null for an event of its own. */
    place: text('place'),
  },
  (table) => [
    uniqueIndex('events_place').on(table.place).where(isNotNull(table.place)),
    index('events_at').on(table.at),
    index('events_user_id_at').on(table.userId, table.at),
    index('events_type_at').on(table.type, table.at),
  ],
)

export const attempts = sqliteTable(
  'attempts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    key: text('key').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('attempts_key_at').on(table.key, table.at), index('attempts_at').on(table.at)],
)

/** Of all rows at most one has no `retired_at`: the key that signs. */
export const signingKeys = sqliteTable('signing_keys', {
  /** RFC 7638 thumbprint. */
  kid: text('kid').primaryKey(),
  /** A JWK, as JSON. */
  publicKey: text('public_key').notNull(),
  /** The private JWK in a compact JWE, under a key derived from AUTH_SECRET. */
  sealedKey: text('sealed_key').notNull(),
  createdAt: integer('created_at').notNull(),
  retiredAt: integer('retired_at'),
})

export const clients = sqliteTable('clients', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  scopes: text('scopes', { mode: 'json' }).$type<readonly string[]>().notNull(),
  /** SHA-256 of the secret, base64url. The secret itself is stored nowhere. */
  secretHash: text('secret_hash').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Service tokens that are refused though they have not expired yet. */
export const revokedTokens = sqliteTable(
  'revoked_tokens',
  {
    jti: text('jti').primaryKey(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('revoked_tokens_expires_at').on(table.expiresAt)],
)

/** No foreign key: a report stays after its client is gone. */
export const reports = sqliteTable(
  'reports',
  {
    id: text('id').primaryKey(),
    title: text('title').notNull(),
    createdAt: integer('created_at').notNull(),
    clientId: text('client_id').notNull(),
  },
  (table) => [index('reports_created_at').on(table.createdAt)],
)
