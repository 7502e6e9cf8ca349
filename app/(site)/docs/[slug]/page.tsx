import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { modeFacts, modeWords } from '@/lib/app'
import { MODE_NAMES } from '@/lib/auth/modes'
import { getSite } from '@/lib/next/session'
import { guideOf } from '../_guides'
import { DocPage } from '../_parts/doc-page'
import { ModePage } from '../_parts/mode-page'

type Props = Readonly<{ params: Promise<{ slug: string }> }>

const modeOf = (slug: string) => MODE_NAMES.find((name) => name === slug)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const mode = modeOf(slug)
  const guide = guideOf(slug)
  if (mode) return { title: `${modeWords()[mode].title} (${mode})`, description: modeWords()[mode].ends }
  return guide ? { title: guide.title, description: guide.lead } : { title: 'Not found' }
}

export default async function Doc({ params }: Props) {
  const { slug } = await params
  const { mode: running } = await getSite()
  const mode = modeOf(slug)
  if (mode) return <ModePage name={mode} words={modeWords()[mode]} facts={modeFacts()[mode]} running={mode === running} />
  const guide = guideOf(slug)
  if (!guide) notFound()
  const { title, lead, Body } = guide
  return (
    <DocPage title={title} lead={lead}>
      <Body />
    </DocPage>
  )
}
