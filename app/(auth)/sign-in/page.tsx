import type { Metadata } from 'next'
import { SignInForm } from '../_form/auth-form'
import { AuthPage } from '../_form/auth-page'
import type { SearchParams } from '@/lib/next/search-params'

export const metadata: Metadata = { title: 'Sign in' }

export default function SignIn({ searchParams }: { searchParams: SearchParams }) {
  return (
    <AuthPage
      title="Sign in"
      button="Sign in"
      searchParams={searchParams}
      form={(next) => <SignInForm next={next} />}
      other={{ href: '/sign-up', question: 'No account yet?', label: 'Sign up' }}
    />
  )
}
