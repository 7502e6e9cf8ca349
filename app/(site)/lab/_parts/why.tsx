import { Code } from '@/app/_ui/code'
import { SourceLink } from '@/app/_wire/source-link'
import type { ExperimentId } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'

/** Why an experiment comes out as it does, and where in the code that is decided. */
export function Why({ id }: { readonly id: ExperimentId }) {
  const { why, fix, code } = EXPERIMENTS[id]
  return (
    <section aria-labelledby="why" className="mt-12 max-w-3xl">
      <h2 id="why" className="text-2xl font-semibold tracking-tight">
        Why, and what is done about it
      </h2>
      <p className="mt-4 text-pretty">{why}</p>
      <p className="mt-3 text-pretty">{fix}</p>
      <p className="mt-3 text-sm text-muted">
        In the code: <SourceLink path={code} />. This experiment: <SourceLink path={`lib/lab/experiments/${id}.ts`} />. In a terminal:{' '}
        <Code>npm run lab -- --only {id}</Code>
      </p>
    </section>
  )
}
