import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { sourceOf } from '@/lib/next/source'
import { DocPage, Lines } from '../../_parts/doc-page'

type Props = Readonly<{ params: Promise<{ path: string[] }> }>

/** Null of an address that is no text. */
async function pathOf({ params }: Props): Promise<string | null> {
  try {
    return (await params).path.map(decodeURIComponent).join('/')
  } catch {
    return null
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await pathOf(props)) ?? 'No such file' }
}

export default async function Source(props: Props) {
  await connection()
  const path = await pathOf(props)
  const text = path === null ? null : await sourceOf(path)
  if (path === null || text === null) notFound()
  return (
    <DocPage title={<span className="font-mono text-2xl">{path}</span>} lead="A file of this application, as it is on this server.">
      <div className="mt-6">
        <Lines of={path}>{text}</Lines>
      </div>
    </DocPage>
  )
}
