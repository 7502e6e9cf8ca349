import { TextLink } from '@/app/_ui/text-link'

/** A file of this application, by its path from the root. Leads to its text as it is on this server. */
export function SourceLink({ path }: { readonly path: string }) {
  return (
    <TextLink href={`/docs/source/${path}`} prefetch={false} className="font-mono text-[0.92em] wrap-anywhere">
      {path}
    </TextLink>
  )
}
