import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

interface Import {
  /** As written. */
  readonly specifier: string
  /** The file it leads to, from the root and without its ending; null for a package. */
  readonly local: string | null
  readonly typeOnly: boolean
}

interface Source {
  readonly path: string
  readonly tree: ts.SourceFile
  readonly imports: readonly Import[]
}

const ENDING = /\.tsx?$/
const ROOT_FILES = ['proxy.ts', 'instrumentation.ts']
/** Tests and what only tests load may reach for anything. */
const FOR_TESTS = /(\.test\.tsx?|[/-]conformance\.ts)$/

const paths = [
  ...ROOT_FILES,
  ...['lib', 'db', 'app'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
  ),
].filter((path) => ENDING.test(path) && !FOR_TESTS.test(path))

const sources = paths.map(read)
const byModule = new Map(sources.map((source) => [source.path.replace(ENDING, ''), source]))

function read(path: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, kind)
  const imports: Import[] = []
  visit(tree, (node) => {
    const found = importOf(node)
    if (found) imports.push({ ...found, local: resolve(path, found.specifier) })
  })
  return { path, tree, imports }
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => {
    visit(child, see)
  })
}

/** Every way to name another module: import, export from, import(), require(), and import('…') as a type. */
function importOf(node: ts.Node): Omit<Import, 'local'> | null {
  const named = (at: ts.Node | undefined, typeOnly: boolean) =>
    at && ts.isStringLiteralLike(at) ? { specifier: at.text, typeOnly } : null
  if (ts.isImportDeclaration(node)) return named(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
  if (ts.isExportDeclaration(node)) return named(node.moduleSpecifier, node.isTypeOnly)
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? named(node.argument.literal, true) : null
  if (ts.isExternalModuleReference(node)) return named(node.expression, false)
  if (!ts.isCallExpression(node)) return null
  const { expression, arguments: [first] } = node
  const loads = expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  return loads ? named(first, false) : null
}

function resolve(from: string, specifier: string): string | null {
  const local = specifier.startsWith('@/')
    ? posix.normalize(specifier.slice(2))
    : specifier.startsWith('.')
      ? posix.join(posix.dirname(from), specifier)
      : null
  if (local === null) return null
  const bare = local.replace(/\.[jt]sx?$/, '')
  const isFolder = ![`${bare}.ts`, `${bare}.tsx`].some((file) => existsSync(file)) && existsSync(`${bare}/index.ts`)
  return isFolder ? `${bare}/index` : bare
}

/** One line per import under `which` that `forbidden` says yes to. */
function offences(which: (path: string) => boolean, forbidden: (found: Import, path: string) => boolean): string[] {
  return sources
    .filter(({ path }) => which(path))
    .flatMap(({ path, imports }) => imports.filter((found) => forbidden(found, path)).map((found) => `${path} imports ${found.specifier}`))
}

/** The message holds every line in full; a diff would cut them short. */
function none(lines: readonly string[]) {
  expect(lines, lines.join('\n')).toEqual([])
}

const under = (folder: string) => (path: string | null) => path?.startsWith(`${folder}/`) ?? false
const isMode = under('lib/auth/modes')
const inApp = under('app')
const inUi = under('app/_ui')

/** What `npm` names `next` or `react`: `next/headers` is of it, `next-auth` is not. */
const ofPackage = (name: string, specifier: string) => specifier === name || specifier.startsWith(`${name}/`)

/** Every file that runs when this one does, by way of value imports. */
function reached(path: string, seen = new Map<string, readonly string[]>(), way: readonly string[] = []) {
  for (const { local, typeOnly } of byModule.get(path.replace(ENDING, ''))?.imports ?? []) {
    if (typeOnly || local === null || seen.has(local)) continue
    seen.set(local, [...way, local])
    reached(local, seen, [...way, local])
  }
  return seen
}

describe('import directions', () => {
  test('every local import leads to a file that is read here', () => {
    const lost = offences(
      () => true,
      ({ local }) => local !== null && !byModule.has(local) && !existsSync(local) && !/\.(css|json|svg)$/.test(local),
    )
    none(lost)
    expect(byModule.has('lib/auth/contract')).toBe(true)
  })

  test('the contract of a mode imports nothing', () => {
    none(offences((path) => path === 'lib/auth/contract.ts', () => true))
  })

  test('a mode imports only the contracts, its library and pure helpers', () => {
    const contracts = ['lib/auth/contract', 'db/stores/contract']
    const impure = ['lib/auth/registry', 'lib/auth/session', 'lib/auth/accounts']
    none(
      offences(isMode, ({ local, specifier }) => {
        if (local === null) return ofPackage('next', specifier) || ofPackage('react', specifier)
        const isHelper = posix.dirname(local) === 'lib/auth' && !impure.includes(local)
        return !isHelper && !contracts.includes(local)
      }),
    )
  })

  test('a mode reaches no database, environment, registry or Next by way of its helpers', () => {
    const forbidden = /^(db\/client|lib\/env|lib\/auth\/(registry|session|accounts|next\/.*))$/
    const ways = sources
      .filter(({ path }) => isMode(path))
      .flatMap(({ path }) => [...reached(path)].filter(([to]) => forbidden.test(to)).map(([, way]) => [path, ...way].join(' → ')))
    none(ways)
  })

  test('no store imports a mode or the registry', () => {
    none(offences(under('db'), ({ local }) => isMode(local) || local === 'lib/auth/registry'))
  })

  test('the registry imports no page, no session and nothing of Next', () => {
    none(
      offences(
        (path) => path === 'lib/app.ts',
        ({ local }) => inApp(local) || local === 'lib/auth/session' || under('lib/auth/next')(local),
      ),
    )
  })

  test('the primitives in app/_ui import nothing local', () => {
    none(offences(inUi, ({ local }) => local !== null && !inUi(local)))
  })

  test('lib and db never import from app', () => {
    none(offences((path) => under('lib')(path) || under('db')(path), ({ local }) => inApp(local)))
  })

  test('outside app only lib/auth/next, the session and the proxy touch a request of Next', () => {
    const allowed = ['lib/next/session.ts', 'proxy.ts']
    none(
      offences(
        (path) => !inApp(path) && !under('lib/auth/next')(path) && !allowed.includes(path),
        ({ specifier }) => /^next\/(headers|server|navigation)(\.js)?$/.test(specifier),
      ),
    )
  })

  test('app reads headers, for the nonce, and leaves cookies to the session', () => {
    none(sources.filter(({ path }) => inApp(path)).flatMap(requestReads))
  })

  test('only lib/env.ts reads the environment', () => {
    none(sources.filter(({ path }) => path !== 'lib/env.ts').flatMap(environmentReads))
  })

  test('the weak pieces of the lab are labelled, and only the lab reaches them', () => {
    const isWeak = under('lib/lab/weak')
    const ofLab = (path: string) => under('lib/lab')(path) || /^app\/(\([^)]+\)\/)?lab\//.test(path)
    none(offences((path) => !ofLab(path), ({ local }) => isWeak(local)))
    none(sources.filter(({ path, tree }) => isWeak(path) && !/\/\*\*\s*(\* )?WEAK[.:]/.test(tree.text)).map(({ path }) => `${path} is not labelled WEAK`))
    // Pages that show results run the lab; nothing that guards the application may, however it gets there.
    const guards = /^(lib\/auth\/|db\/|proxy\.ts|instrumentation\.ts|app\/\((account|auth)\)\/|app\/admin\/|app\/api\/(?!lab\/|compare\/))/
    const ways = sources
      .filter(({ path }) => guards.test(path))
      .flatMap(({ path }) => [...reached(path)].filter(([to]) => isWeak(to)).map(([, way]) => [path, ...way].join(' → ')))
    none(ways)
  })

  test('no page measures anything: figures are recorded, or made where the lab is asked for them', () => {
    const measuring = /^lib\/(compare\/(measure|measure-column|second-process)|lab\/run)$/
    const ways = sources
      .filter(({ path }) => inApp(path) && !/^app\/api\/(lab|compare)\//.test(path))
      .flatMap(({ path }) => [...reached(path)].filter(([to]) => measuring.test(to)).map(([, way]) => [path, ...way].join(' → ')))
    none(ways)
    expect(reached('app/api/compare/route.ts').has('lib/compare/measure')).toBe(true)
  })

  test('no imports go round in a circle', () => {
    const circles = sources
      .map(({ path }) => path.replace(ENDING, ''))
      .flatMap((module) => {
        const way = reached(module).get(module)
        return way ? [[module, ...way].join(' → ')] : []
      })
    none(circles)
  })
})

/** What a file takes from `next/headers` besides `headers`; any import that does not list names takes everything. */
function requestReads({ path, tree, imports }: Source): string[] {
  const all = imports.filter(({ specifier }) => specifier === 'next/headers').length
  const listed = tree.statements.flatMap((node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return []
    const bindings = node.importClause?.namedBindings
    if (node.moduleSpecifier.text !== 'next/headers' || !bindings || !ts.isNamedImports(bindings)) return []
    return [bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)]
  })
  const others = listed.flat().filter((name) => name !== 'headers')
  if (all > listed.length) others.push('everything')
  return others.map((name) => `${path} imports ${name} from next/headers`)
}

/** Where a file takes `env` out of `process`, however it is written. */
function environmentReads({ path, tree, imports }: Source): string[] {
  const found = imports.filter(({ specifier }) => /^(node:)?process$/.test(specifier)).map(({ specifier }) => `${path} imports ${specifier}`)
  visit(tree, (node) => {
    if (!ts.isIdentifier(node) || node.text !== 'process') return
    const owner = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : null
    if (owner && owner.expression.getText(tree) !== 'globalThis') return
    const whole = owner ?? node
    const use = whole.parent
    const takesOther = ts.isPropertyAccessExpression(use) && use.expression === whole && use.name.text !== 'env'
    if (takesOther || ts.isTypeOfExpression(use)) return
    // Next decides this one while it builds.
    if (path === 'instrumentation.ts' && use.parent.getText(tree) === 'process.env.NEXT_RUNTIME') return
    found.push(`${path} reads ${use.getText(tree)}`)
  })
  return found
}
