import { z } from 'zod'
import { reportBody } from '@/lib/auth/answers'
import { route } from '@/lib/auth/next/handler'
import { service } from '@/lib/auth/next/service'
import { oneLine } from '@/lib/auth/one-line'
import { newPublicId } from '@/lib/auth/opaque-id'

/** How many of the newest are listed. */
const LIMIT = 100

const NewReportInput = z.strictObject({ title: oneLine(200) })

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: service('reports:read', async ({ app: { stores } }) => ({
    body: { reports: (await stores.reports.recent(LIMIT)).map(reportBody) },
  })),
  POST: service(
    'reports:write',
    async ({ app: { stores }, body: { title }, verdict, req }) => {
      const report = { id: newPublicId(), title, createdAt: req.now, clientId: verdict.client_id }
      await stores.reports.create(report)
      return { status: 201, body: { report: reportBody(report) } }
    },
    NewReportInput,
  ),
})
