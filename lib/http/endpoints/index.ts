import type { Endpoint } from '../endpoint'
import { HEALTH } from './health'
import { LISTS } from './lists'
import { MUTATION_ENDPOINTS } from './mutations'
import { PEOPLE } from './people'
import { SERVICES } from './services'
import { WIRE } from './wire'

/** The API, but for the lab's. */
export const ENDPOINTS: readonly Endpoint[] = [...PEOPLE, ...WIRE, ...LISTS, ...MUTATION_ENDPOINTS, ...SERVICES, ...HEALTH]
