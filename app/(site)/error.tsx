'use client'

export { Problem as default } from '@/app/_shell/problem'
