import { OPENAPI_ENDPOINT } from '../api/endpoint'
import { serving } from './serve'

const serve = serving([OPENAPI_ENDPOINT])

/** Apart from the others: it knows the lab, though it runs nothing of it. */
export { serve as DELETE, serve as GET, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT }
