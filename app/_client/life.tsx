import { LifeLine } from '@/app/_wire/life-line'
import { getLife, getSite } from '@/lib/next/session'
import { nearestEnd } from '@/lib/xray/life'
import { Countdown } from './countdown'
import { TokenLifeLater } from './token-life-later'

/** When the session of this request began, and each of its ends. */
export async function Life() {
  const { facts } = await getSite()
  const moments = facts.rscCanRead ? await getLife() : null
  const end = moments && nearestEnd(moments)
  return (
    <section aria-labelledby="life">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="life" className="text-xl font-semibold">
          The life of this session
        </h2>
        {end ? <Countdown {...end} renewable={facts.renews !== 'never'} /> : null}
      </div>
      <div className="mt-3">{moments ? <LifeLine moments={moments} /> : <TokenLifeLater facts={facts} />}</div>
    </section>
  )
}
