import { Notice } from '@/app/_ui/notice'
import { sourceOf } from '@/lib/next/source'
import { Prose } from '../_parts/prose'

const idOf = (word: string) => word.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replace(/-$/, '')

/** The tables of docs/words.md, each with the heading above it. */
function tablesIn(markdown: string): readonly { readonly title: string; readonly rows: readonly (readonly [string, string])[] }[] {
  return markdown.split(/^##? /m).flatMap((part) => {
    const [title = '', ...lines] = part.split('\n')
    const rows = lines.flatMap((line) => {
      const [, word, means] = /^\| (.+?) \| (.+) \|$/.exec(line) ?? []
      return word === undefined || means === undefined || word === 'word' || word.startsWith('---') ? [] : [[word, means] as const]
    })
    return rows.length > 0 ? [{ title: title.trim(), rows }] : []
  })
}

export async function Glossary() {
  const markdown = await sourceOf('docs/words.md')
  if (markdown === null) {
    return (
      <Notice title="The glossary is not on this server" className="mt-8">
        <p>This deployment carries the build only.</p>
      </Notice>
    )
  }
  return tablesIn(markdown).map(({ title, rows }) => (
    <section key={title} className="mt-10 max-w-3xl">
      <h2 className="text-xl font-semibold tracking-tight">{title === 'Words' ? 'Words of this application' : title}</h2>
      <dl className="mt-3 divide-y divide-line border-y border-line">
        {rows.map(([word, means]) => (
          <div key={word} id={idOf(word)} className="grid scroll-mt-24 gap-x-6 py-2.5 target:bg-accent-soft sm:grid-cols-[14rem_1fr]">
            <dt className="font-medium">{word}</dt>
            <dd className="text-pretty">
              <Prose text={means} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
