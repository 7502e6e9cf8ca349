import { COMPARE_ENDPOINTS } from '../compare/endpoints'
import { LAB_ENDPOINTS } from '../lab/endpoints'
import { serving } from './serve'

const serve = serving([...COMPARE_ENDPOINTS, ...LAB_ENDPOINTS])

/** Apart from the others, which so never load what is weak on purpose. */
export { serve as DELETE, serve as GET, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT }
