/** Title and subject of each page that explains how something is done, in groups. */
export const GUIDE_WORDS = [
  { slug: 'protect-a-page', group: 'Build on it', title: 'Protect a page', lead: 'One line in a page, or one entry in the table of endpoints.' },
  { slug: 'add-a-field', group: 'Build on it', title: 'Add a field to the session', lead: 'What a session knows about a person is defined in one place.' },
  { slug: 'add-a-mode', group: 'Build on it', title: 'Add a mode', lead: 'A file and a line: a way of your own to remember who signed in.' },
  { slug: 'without-the-lab', group: 'Build on it', title: 'Start a product', lead: 'One command takes out what is there to teach, and leaves an application to build on.' },
  { slug: 'deploying', group: 'Run it', title: 'Deploying', lead: 'Build it, start it, put a proxy in front, and stop it without losing a request.' },
  { slug: 'environment', group: 'Run it', title: 'Environment', lead: 'Every variable that the server reads. A bad value stops it with one message.' },
  { slug: 'glossary', group: 'Look it up', title: 'Glossary', lead: 'One word for one thing, and the standard terms that these pages use.' },
] as const

export type GuideSlug = (typeof GUIDE_WORDS)[number]['slug']
