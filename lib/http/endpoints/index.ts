import type { Endpoint } from '../endpoint'
import { HEALTH } from './health'
import { LISTS } from './lists'
import { MUTATION_ENDPOINTS } from './mutations'
import { PEOPLE } from './people'
import { SERVICES } from './services'

/** The API, but for the lab's. */
export const ENDPOINTS: readonly Endpoint[] = [...PEOPLE, ...LISTS, ...MUTATION_ENDPOINTS, ...SERVICES, ...HEALTH]
