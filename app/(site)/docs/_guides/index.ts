import type { ComponentType } from 'react'
import { AddAField } from './add-a-field'
import { AddAMode } from './add-a-mode'
import { Deploying } from './deploying'
import { Environment } from './environment'
import { Glossary } from './glossary'
import { ProtectAPage } from './protect-a-page'
import { WithoutTheLab } from './without-the-lab'
import { GUIDE_WORDS, type GuideSlug } from './words'

const BODIES: Readonly<Record<GuideSlug, ComponentType>> = {
  'protect-a-page': ProtectAPage,
  'add-a-field': AddAField,
  'add-a-mode': AddAMode,
  'without-the-lab': WithoutTheLab,
  deploying: Deploying,
  environment: Environment,
  glossary: Glossary,
}

/** The page under that name, or null. */
export function guideOf(slug: string) {
  const found = GUIDE_WORDS.find((guide) => guide.slug === slug)
  return found ? { ...found, Body: BODIES[found.slug] } : null
}
