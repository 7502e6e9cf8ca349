import type { ExperimentId } from '@/lib/lab/experiment'
import { CostPlot } from './cost-plot'
import type { Lane } from './lane'
import { LatencyPlot } from './latency-plot'

/** The figures of a measurement as a drawing, with the table beside; nothing of other experiments. */
export function Plot({ id, title = 'The figures', lanes }: { readonly id: ExperimentId; readonly title?: string; readonly lanes: readonly Lane[] }) {
  const Drawing = id === 'revocation-latency' ? LatencyPlot : id === 'cost-per-thousand' ? CostPlot : null
  if (Drawing === null || lanes.every(({ evidence }) => evidence === null)) return null
  return (
    <section aria-labelledby={`plot-${id}`} className="mt-12">
      <h2 id={`plot-${id}`} className="text-2xl font-semibold tracking-tight">
        {title}
      </h2>
      <p className="mt-2 text-muted">
        {lanes.some(({ here }) => here) ? 'As run here, where a mode says so; the others as recorded.' : 'As recorded.'}
      </p>
      <Drawing lanes={lanes} />
    </section>
  )
}
