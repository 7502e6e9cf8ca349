import { z } from 'zod'
import { reportBody } from '@/lib/http/bodies'
import { route } from '@/lib/next/handler'
import { service } from '@/lib/next/service'
import { oneLine } from '@/lib/accounts/one-line'
import { newPublicId } from '@/lib/auth/credentials/opaque-id'

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
