import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { env } from '@/lib/env'

export default async function Layout({ children }: { children: ReactNode }) {
  await connection()
  if (!env().lab) notFound()
  return children
}
