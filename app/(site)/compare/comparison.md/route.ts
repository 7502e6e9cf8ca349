export { DELETE, GET, OPTIONS, PATCH, POST, PUT } from '@/lib/next/lab-route'
