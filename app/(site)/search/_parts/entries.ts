import type { Found } from '@/app/_client/match'
import { WHOLE_API } from '@/lib/api/table'
import { modeWords } from '@/lib/app'
import { MODE_NAMES } from '@/lib/auth/modes'
import { env } from '@/lib/env'
import { slugOf } from '@/lib/http/openapi'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { PROBLEMS } from '@/lib/problem'
import { GUIDE_WORDS } from '../../docs/_guides/words'

const PAGES: readonly (readonly [href: string, title: string, words: string])[] = [
  ['/', 'Home', 'state map modes'],
  ['/dashboard', 'Dashboard', 'request x-ray check credential'],
  ['/sessions', 'Sessions', 'end devices sign out everywhere'],
  ['/account', 'Account', 'name e-mail address password delete'],
  ['/compare', 'Compare', 'figures criteria advice which mode'],
  ['/playground', 'Playground', 'send request api curl fetch token'],
  ['/docs', 'Docs', 'documentation modes'],
  ['/docs/api', 'API reference', 'openapi endpoints schemas'],
  ['/docs/errors', 'Error codes', 'problems refusals rejections'],
  ['/sign-in', 'Sign in', 'log in'],
  ['/sign-up', 'Sign up', 'new account register'],
]

/** Everything that can be found on this server, from the tables that it is made of. */
export function entries(): readonly Found[] {
  const { lab } = env()
  const words = modeWords()
  const app = { lab }
  return [
    ...PAGES.map(([href, title, more]) => ({ href, title, kind: 'Page', words: more })),
    ...MODE_NAMES.map((name) => ({ href: `/docs/${name}`, title: `${words[name].title} (${name})`, kind: 'Mode', words: `mode ${words[name].travels} ${words[name].check}` })),
    ...GUIDE_WORDS.map(({ slug, title, lead }) => ({ href: `/docs/${slug}`, title, kind: 'Guide', words: lead })),
    ...(lab ? [{ href: '/lab', title: 'Lab', kind: 'Page', words: 'experiments attacks' }] : []),
    ...(lab ? EXPERIMENT_IDS.map((id) => ({ href: `/lab/${id}`, title: EXPERIMENTS[id].title, kind: 'Experiment', words: `${id} ${EXPERIMENTS[id].question}` })) : []),
    ...Object.entries(PROBLEMS).map(([code, { title, status, what }]) => ({ href: `/docs/errors/${code}`, title: `${code}: ${title}`, kind: 'Error', words: `${String(status)} ${what}` })),
    ...WHOLE_API.filter(({ exists }) => exists?.(app) ?? true).map((endpoint) => ({ href: `/docs/api#${slugOf(endpoint)}`, title: `${endpoint.method} ${endpoint.path}`, kind: 'Endpoint', words: endpoint.does })),
  ]
}
