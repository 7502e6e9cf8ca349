import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { Lines, Section } from '../_parts/doc-page'

const START = `npm run build
AUTH_SECRET="$(openssl rand -base64 32)" APP_URL=https://app.example.com npm start`

const NGINX = `location / {
  proxy_pass http://127.0.0.1:3000;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
}`

export function Deploying() {
  return (
    <>
      <Section title="Start it">
        <Lines of="Build and start">{START}</Lines>
        <p>
          It listens on <Code>PORT</Code>, or where <Code>npm start -- -p 8080 -H 127.0.0.1</Code> says, and checks every{' '}
          <TextLink href="/docs/environment" prefetch={false}>
            variable
          </TextLink>{' '}
          first: a bad value stops it with exit code 1 and one message. Keep the secret: with another one, every session that it protects ends.
        </p>
      </Section>
      <Section title="Behind a proxy">
        <p>
          <Code>APP_URL</Code> says what the site is called, so any Host may be passed on. For client addresses, let the proxy append to{' '}
          <Code>X-Forwarded-For</Code> and set <Code>TRUST_PROXY_HOPS=1</Code>. With https in <Code>APP_URL</Code> cookies are <Code>Secure</Code> and named with{' '}
          <Code>__Host-</Code>.
        </p>
        <Lines of="nginx">{NGINX}</Lines>
      </Section>
      <Section title="The first administrator">
        <p>A fresh database has none. Sign up, then, in the same folder and with the same environment:</p>
        <Lines of="The command">npm run admin -- grant you@example.com</Lines>
      </Section>
      <Section title="Health and stopping">
        <p>
          <Code>GET /api/health</Code> answers 200 while the server serves, and 503 while it stops or the store does not answer. SIGTERM or SIGINT stops it: it takes
          no new connections, finishes what is under way, and exits with 0 within <Code>SHUTDOWN_SECONDS</Code>. A second signal exits at once.
        </p>
      </Section>
      <Section title="Changing the secret">
        <p>
          Put the old one into <Code>AUTH_SECRET_PREVIOUS</Code> until its sessions have ended (<Code>SESSION_MAX_SECONDS</Code>), and nobody is signed out. To drop it at
          once, leave it out. Tokens that are signed have keys of their own: after a leak drop those too, with <Code>POST /api/admin/signing-keys</Code>{' '}
          <Code>{'{"revoke":true}'}</Code>.
        </p>
      </Section>
    </>
  )
}
