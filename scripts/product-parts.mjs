// @ts-check
import { readdirSync } from 'node:fs'

/** Pictures and measurements: all of the docs but the decisions and the words. */
function pictures() {
  return readdirSync(new URL('../docs', import.meta.url)).flatMap((name) => (name === 'decisions' || name === 'words.md' ? [] : [`docs/${name}`]))
}

const PLAYGROUND = `          <p>
            <TextLink href={\`/playground?endpoint=\${operationId}\`} prefetch={false}>
              Try it in the playground
            </TextLink>
          </p>
`

/** What is there to teach. Each must exist, so that this list never speaks of what has moved. */
export const GONE = [
  'app/(auth)/_form/consequences.tsx',
  'app/(site)/_home',
  'app/(site)/compare',
  'app/(site)/docs/[slug]',
  'app/(site)/docs/_guides',
  'app/(site)/docs/_parts/guides.tsx',
  'app/(site)/docs/_parts/mode-card.tsx',
  'app/(site)/docs/_parts/mode-facts.ts',
  'app/(site)/docs/_parts/mode-page.tsx',
  'app/(site)/docs/source',
  'app/(site)/lab',
  'app/(site)/playground',
  'app/(site)/sessions/_parts/read-more.tsx',
  'app/_shell/mode-badge.tsx',
  'app/_wire/recorded.tsx',
  'app/_wire/source-link.tsx',
  'app/api/compare',
  'app/api/lab',
  'app/opengraph-image.tsx',
  'bench',
  'docs/decisions/0007-the-lab.md',
  'docs/decisions/0012-measuring-is-not-serving.md',
  ...pictures(),
  'e2e/contract/guides.spec.ts',
  'e2e/contract/home.spec.ts',
  'e2e/contract/playground.spec.ts',
  'e2e/lab',
  'e2e/modes/product.spec.ts',
  'e2e/modes/sixth-mode.spec.ts',
  'examples/custom-mode',
  'lib/compare',
  'lib/lab',
  'lib/next/lab-route.ts',
  'lib/next/source.ts',
  'product',
  'scripts/lab.test.ts',
  'scripts/lab.ts',
  'scripts/pictures.ts',
  'scripts/product-parts.mjs',
  'scripts/product.mjs',
  'scripts/product.test.ts',
  'scripts/record.ts',
  'scripts/visitor.ts',
  'scripts/vitals.ts',
]

/** What package.json no longer needs. */
export const UNUSED = {
  scripts: ['bench', 'lab', 'pictures', 'product', 'record', 'vitals'],
  dependencies: ['diff', 'tough-cookie'],
}

/**
 * Lines that name what is gone, in files that stay, each by a text that no other line of the file has; of a pair, all from that line to one that begins with the other.
 * @type {Record<string, (string | [first: string, last: string])[]>}
 */
export const LINES = {
  '.dependency-cruiser.mjs': ["['lab and comparison',", "['the bench',", ['/** What keeps the weak pieces', ']'], '...OF_THE_LAB,', '// Its packages are not installed', "exclude: { path: '^bench/peers/'"],
  'app/(auth)/_form/auth-page.tsx': ['import { Consequences }', 'button,', 'readonly button: string', '<Consequences '],
  'app/(auth)/sign-in/page.tsx': ['button='],
  'app/(auth)/sign-up/page.tsx': ['button='],
  'app/(site)/docs/api/_parts/operation.tsx': ['import { TextLink }'],
  'app/(site)/search/_parts/entries.ts': [
    'import { modeWords }',
    'import { MODE_NAMES }',
    'import { EXPERIMENT_IDS }',
    'import { EXPERIMENTS }',
    'import { GUIDE_WORDS }',
    "['/compare',",
    "['/playground',",
    'const words =',
    '...MODE_NAMES',
    '...GUIDE_WORDS',
    "...(lab ? [{ href: '/lab',",
    '...(lab ? EXPERIMENT_IDS',
  ],
  'app/(site)/sessions/page.tsx': ['import { ReadMore }', 'more={<ReadMore'],
  'app/(site)/signed-out/page.tsx': ['import { TryTheCopy }', '{lab ? <TryTheCopy'],
  'app/_shell/main-nav.tsx': ["['/compare',", "...(lab ? ([['/lab',", "['/playground',"],
  'app/_shell/shell.tsx': ['import { modeWords }', 'import { ModeBadge }', '<ModeBadge ', 'Every number on these pages'],
  'docs/words.md': ['| lab, experiment |', '| defence |'],
  'e2e/a11y.spec.ts': ["'/?mode=hybrid&beat=4',"],
  'e2e/modes/first-load.spec.ts': ['/** Of the pages that are tools', 'const TOOLS_BUDGET', "'/docs/jwt',", 'const TOOLS =', 'await expectWithin(TOOLS_BUDGET'],
  'e2e/contract/openapi.spec.ts': ['// Where the lab is off', "expect(document.paths).not.toHaveProperty('/api/lab"],
  'lib/api/table.ts': ['import { COMPARE_API }', 'import { LAB_API }'],
  'lib/http/openapi.ts': ["['Lab',", "['Comparison',"],
  'lib/http/server.test.ts': ['// The testbed of the lab answers'],
  'lib/problem.ts': [['lab_busy: {', '},']],
  'tsconfig.json': ["// The peers' packages"],
  'playwright.config.ts': ["{ name: 'lab',"],
}

/**
 * What reads otherwise without them: file, text, and what stands there instead.
 * @type {[file: string, text: string, instead: string][]}
 */
export const WORDS = [
  ['.env.example', 'the lab, where anybody may run attacks against an arena of its own, and measure modes anew.', "the dock at the bottom of each page, with the last requests of one's session."],
  ['app/(site)/docs/api/_parts/operation.tsx', PLAYGROUND, ''],
  ['app/(site)/search/page.tsx', 'Pages, guides, errors, endpoints and experiments', 'Pages, errors and endpoints'],
  ['app/_client/palette.tsx', 'Pages, guides, errors, endpoints and experiments', 'Pages, errors and endpoints'],
  ['app/(site)/signed-out/page.tsx', '{ mode, facts, words, lab, revocation }', '{ facts, words }'],
  ['app/(site)/sessions/page.tsx', '{ mode, facts, words, lab }', '{ mode, facts, words }'],
  [
    'app/layout.tsx',
    'One application that can remember a signed-in person in several ways, and shows for each request what was sent, ',
    'Sign-up, sign-in, an account, its sessions, ',
  ],
  ['app/layout.tsx', 'what the server did and where the state lives.', 'administration and an API.'],
  ['app/_shell/main-nav.tsx', 'MainNav({ lab }: { readonly lab: boolean })', 'MainNav()'],
  ['app/_shell/shell.tsx', '<MainNav lab={site.lab} />', '<MainNav />'],
  ['lib/api/table.ts', '...ENDPOINTS, ...Object.values(COMPARE_API), ...Object.values(LAB_API), OPENAPI', '...ENDPOINTS, OPENAPI'],
  ['lib/app.ts', 'Whether anybody may run the lab.', 'Whether requests are recorded for the dock.'],
  ['lib/app.ts', 'where the lab is off', 'where LAB is off'],
  ['lib/env-words.ts', 'whether anybody may run the lab here.', 'whether the last requests of each session are kept in memory, for the dock at the bottom of its pages.'],
  ['lib/http/endpoints/index.ts', "The API, but for the lab's.", 'The API.'],
  ['lib/http/server.test.ts', "${path.startsWith('/compare/') ? '/(site)' : ''}", ''],
  ['lib/http/server.test.ts', ", 'app/(site)/compare'", ''],
  ['lib/http/server.test.ts', "/^app\\/(api\\/|\\(site\\)\\/)?(lab|compare)\\//.test(file) ? 'lab-route' : ", ''],
  ['lib/http/server.test.ts', "'app/api/lab/testbeds/[id]/[...path]/route.ts'", ''],
  ['lib/next/document-route.ts', 'it knows the lab, though it runs nothing of it', 'it knows the whole table'],
  ['e2e/support/watch-api.ts', '; what a testbed of the lab answers is what is being tried', ''],
  ['e2e/support/watch-api.ts', '(?!lab\\/testbeds\\/[^/]+\\/)', ''],
  ['eslint.config.mjs', ", 'bench/peers/'", ''],
  ['package.json', 'depcruise app bench db', 'depcruise app db'],
  [
    'package.json',
    'One Next.js application that can remember a signed-in person in several ways, and shows for each request what was sent, what the server did and where the state lives.',
    'Sign-in, account, sessions and administration, with an API.',
  ],
  ['tsconfig.json', ', "bench/node_modules", "bench/peers"', ''],
  ['vitest.config.ts', 'scripts,examples,testkit,bench', 'scripts,testkit'],
  ['lib/next/route.ts', "For every address of the API but the lab's.", 'For every address of the API.'],
]
