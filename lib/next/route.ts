import { ENDPOINTS } from '../http/endpoints'
import { serving } from './serve'

const serve = serving(ENDPOINTS)

/** For every address of the API but the lab's. */
export { serve as DELETE, serve as GET, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT }
