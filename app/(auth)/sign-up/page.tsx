import type { Metadata } from 'next'
import { SignUpForm } from '../_form/auth-form'
import { AuthPage } from '../_form/auth-page'
import type { SearchParams } from '@/lib/next/search-params'

export const metadata: Metadata = { title: 'Sign up' }

export default function SignUp({ searchParams }: { searchParams: SearchParams }) {
  return (
    <AuthPage
      title="Sign up"
      button="Create the account"
      searchParams={searchParams}
      form={(next) => <SignUpForm next={next} />}
      other={{ href: '/sign-in', question: 'Do you have an account?', label: 'Sign in' }}
    />
  )
}
