/** A form's text fields, in the order in which they came. */
type Fields = readonly (readonly [name: string, value: string])[]

/** Levels of arrays and objects that one argument of an action may have, and how many arguments there may be. */
const DEEPEST = 12
const MOST_ARGUMENTS = 8

const ACTION_ID = /^[0-9a-f]{42}$/

/**
 * Whether these bytes are what React makes of a form whose action runs on the server, and nothing else. Next reads such
 * bodies before any code of ours runs, and answers 500 to most of what no form sends. Of all that React can write, forms
 * need text fields, and plain arguments in front of them: what a form's last run left (`useActionState`), or what the
 * action was bound to. Where an action takes no form, Next's client sends the arguments alone.
 */
export function isActionForm(bytes: Uint8Array, contentType: string | null, byScript: boolean): boolean {
  const text = decode(bytes)
  if (text === null) return false
  if (byScript && /^text\/plain; ?charset=utf-8$/i.test(contentType ?? '')) return arePlain(parseArray(text), '$0')
  const fields = textFields(text, contentType)
  if (!fields) return false
  return byScript ? isCall(fields) : isPlainForm(fields)
}

/**
 * The fields of a multipart body (RFC 7578) whose parts have a name and nothing else; null if it is anything but that. Other
 * headers of a part, and a boundary that is short or stands in a value, are read differently by each reader, and no browser
 * sends any.
 */
function textFields(text: string, contentType: string | null): Fields | null {
  const boundary = /^multipart\/form-data; ?boundary=([\w'-]{27,70})$/.exec(contentType ?? '')?.[1]
  if (boundary === undefined) return null
  const [before, ...parts] = `\r\n${text}`.split(`\r\n--${boundary}`)
  const end = parts.pop()
  if (before !== '' || (end !== '--' && end !== '--\r\n') || parts.some((part) => part.includes(boundary))) return null
  const fields = parts.map((part) => /^\r\nContent-Disposition: form-data; name="([^"\r\n]{1,100})"\r\n\r\n([^]*)$/i.exec(part))
  return fields.every((field) => field !== null) ? fields.map(([, name = '', value = '']) => [name, value] as const) : null
}

/** Null for what is no UTF-8; a byte order mark is a character. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Sent by a script: the fields as `_1_name`, then the arguments in `0`, of which `$K1` stands for the fields. */
function isCall(fields: Fields): boolean {
  const [name, value = ''] = fields.at(-1) ?? []
  if (name !== '0' || !fields.slice(0, -1).every(([field]) => field.startsWith('_1_'))) return false
  const args = parseArray(value)
  const before = args?.at(-1) === '$K1' ? args.slice(0, -1) : null
  return before !== null && arePlain(before, '$0')
}

/** Sent without one: hidden fields name the action, `$ACTION_ID_…`, or it and what it is bound to, `$ACTION_REF_…`. */
function isPlainForm(fields: Fields): boolean {
  const hidden = fields.filter(([name]) => name.startsWith('$ACTION_'))
  const values = new Map(hidden)
  const known = new Set(['$ACTION_KEY'])
  let actions = 0
  for (const name of values.keys()) {
    if (ACTION_ID.test(name.replace('$ACTION_ID_', ''))) known.add(name)
    else if (/^\$ACTION_REF_\d{1,9}$/.test(name)) {
      const prefix = name.replace('REF_', '')
      const id = /^\{"id":"([0-9a-f]+)","bound":"\$@1"\}$/.exec(values.get(`${prefix}:0`) ?? '')?.[1] ?? ''
      if (!ACTION_ID.test(id) || !arePlain(parseArray(values.get(`${prefix}:1`) ?? ''), '$1')) return false
      for (const each of [name, `${prefix}:0`, `${prefix}:1`]) known.add(each)
    } else continue
    actions++
  }
  // A form has one action, and the button that was pressed may have another.
  return actions > 0 && actions <= 2 && hidden.length === values.size && hidden.every(([name]) => known.has(name))
}

function parseArray(json: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** What React writes for a value that JSON lacks, and for a string with a `$` in front. */
const ESCAPED = /^\$(\$|(undefined|NaN|-?Infinity|-0|D\d[\dT:.Z-]*)$)/

/**
 * Whether arguments are plain values and no more. Any other `$` in front of a string begins one of React's references, of which
 * only that to an object further ahead can stand for a plain value: its path, from `root`.
 */
function arePlain(args: readonly unknown[] | null, root: string): boolean {
  const ahead = new Set<string>()
  const isPlain = (value: unknown, path: string | null, depth: number): boolean => {
    if (typeof value === 'string') return !value.startsWith('$') || ESCAPED.test(value) || ahead.has(value)
    if (typeof value !== 'object' || value === null) return true
    const plain =
      depth <= DEEPEST &&
      Object.entries(value).every(([key, inner]) => {
        const at = path === null || key.includes(':') ? null : `${path}:${key}`
        return key !== '__proto__' && isPlain(inner, at, depth + 1)
      })
    if (path !== null) ahead.add(path)
    return plain
  }
  return args !== null && args.length <= MOST_ARGUMENTS && args.every((value, i) => isPlain(value, `${root}:${String(i)}`, 1))
}
