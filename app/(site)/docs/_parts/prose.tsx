import { Code } from '@/app/_ui/code'

/** Text in which backticks mark names, as the API sends it. */
export function Prose({ text }: { readonly text: string }) {
  return text.split('`').map((part, at) => (at % 2 === 1 ? <Code key={at}>{part}</Code> : part))
}
