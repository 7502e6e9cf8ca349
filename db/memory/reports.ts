import type { ReportStore, StoredReport } from '@/lib/stores/reports'

export function memoryReports(): ReportStore {
  const reports: StoredReport[] = []
  return {
    create(report) {
      reports.push(report)
      return Promise.resolve()
    },
    recent: (limit) => Promise.resolve(reports.slice(-limit).reverse()),
  }
}
