/** `createdAt` in ms since epoch. */
export interface StoredReport {
  readonly id: string
  readonly title: string
  readonly createdAt: number
  readonly clientId: string
}

export interface ReportStore {
  create(report: StoredReport): Promise<void>
  /** Newest first. */
  recent(limit: number): Promise<readonly StoredReport[]>
}
