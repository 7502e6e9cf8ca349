'use client'

export { ProblemPage as default } from '@/app/_shell/problem'
