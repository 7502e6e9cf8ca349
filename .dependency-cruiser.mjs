/**
 * Who may use whom. The rooms stand in one order, and imports run one way: a room uses those above it, never one below. Types count,
 * and so do circles within a room. `npm run lint` checks it.
 */

/** Each room, what it is, and its files: after all that it may use. */
const ROOMS = [
  ['contract', '^lib/auth/(contract|session)[.]ts$'],
  ['stores: the ports', '^lib/stores/'],
  ['credentials and keys', '^lib/auth/(credentials|keys)/|^lib/auth/reject[.]ts$'],
  ['problem', '^lib/problem[.]ts$'],
  ['x-ray', '^lib/xray/'],
  ['modes and what wraps them', '^lib/auth/(modes/|revocation-list[.]ts$)'],
  ['accounts and tokens between servers', '^lib/(accounts|oauth)/'],
  ['drivers', '^db/'],
  ['environment and composition', '^lib/(env|env-words|app|secret-strength)[.]ts$'],
  ['http', '^lib/http/'],
  ['testkit', '^testkit/'],
  ['lab and comparison', '^lib/(lab|compare)/'],
  ['the API, described', '^lib/api/'],
  ['the process that serves', '^lib/server/'],
  ['next', '^lib/next/|^(proxy|instrumentation)[.]ts$'],
  ['pages and routes', '^app/'],
  ['the bench', '^bench/'],
]

/** Tests and suites may start whatever they test. */
const TESTS = '[.]test[.]tsx?$|/[a-z.-]*conformance[.]ts$'

/** What keeps the weak pieces of the lab, and its measurements, away from what serves. */
const OF_THE_LAB = [
  {
    name: 'only the lab reaches its weak pieces',
    severity: 'error',
    from: { pathNot: ['^lib/lab/', '^app/[(]site[)]/lab/', TESTS] },
    to: { path: '^lib/lab/weak/' },
  },
  {
    name: 'nothing that guards the application reaches them, however it gets there',
    severity: 'error',
    from: {
      path: '^(lib/(auth|accounts|oauth|http|next|server|stores)/|lib/(app|env)[.]ts$|db/|proxy[.]ts$|instrumentation[.]ts$|app/[(]auth[)]/|app/[(]site[)]/(account|admin|dashboard|sessions)/|app/api/(?!lab/|compare/|openapi[.]json/))',
      pathNot: [TESTS, '^lib/next/(lab|document)-route[.]ts$'],
    },
    to: { path: '^lib/lab/weak/', reachable: true },
  },
  {
    name: 'no page measures: figures are recorded, or made where the lab is asked for them',
    severity: 'error',
    from: { path: '^app/', pathNot: ['^app/(api/|[(]site[)]/)?(lab|compare)/.*route[.]ts$', TESTS] },
    to: { path: '^lib/(compare/(measure|measure-column|second-process)|lab/run)[.]ts$', reachable: true },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...ROOMS.slice(0, -1).map(([name, path], i) => ({
      name: `${name}: uses no room below it`,
      severity: 'error',
      from: { path, pathNot: TESTS },
      to: { path: ROOMS.slice(i + 1).map(([, below]) => below) },
    })),
    { name: 'no circles', severity: 'error', from: { pathNot: TESTS }, to: { circular: true } },
    { name: 'every import leads somewhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'the contract imports nothing but the values beside it',
      severity: 'error',
      from: { path: '^lib/auth/(contract|session)[.]ts$' },
      to: { pathNot: '^lib/auth/session[.]ts$' },
    },
    {
      name: 'a mode knows no other mode',
      severity: 'error',
      from: { path: '^lib/auth/modes/(?!index[.]ts$)', pathNot: TESTS },
      to: { path: '^lib/auth/modes/', pathNot: '^lib/auth/modes/(claims|words)[.]ts$' },
    },
    {
      name: 'ports and drivers know no mode',
      severity: 'error',
      from: { path: '^(lib/stores|db)/', pathNot: TESTS },
      to: { path: '^lib/auth/(modes/|revocation-list)' },
    },
    {
      name: 'only the rooms of Next touch a request of Next',
      severity: 'error',
      from: { pathNot: ['^(app|lib/next)/', '^proxy[.]ts$', TESTS] },
      to: { path: '(^|node_modules/)next/(headers|server|navigation|cache)([.]js)?$' },
    },
    { name: 'primitives import nothing of ours', severity: 'error', from: { path: '^app/_ui/' }, to: { path: '^(app|lib|db)/', pathNot: '^app/_ui/' } },
    ...OF_THE_LAB,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Its packages are not installed with ours.
    exclude: { path: '^bench/peers/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
