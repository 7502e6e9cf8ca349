import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { diffLines } from 'diff'
import { Button } from '@/app/_ui/button'
import { cn } from '@/app/_ui/cn'
import { Notice } from '@/app/_ui/notice'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'

/** The files of two modes, as they are on this server, the second against the first. */
export async function SourceDiff({ a, b, kept }: { readonly a: ModeName; readonly b: ModeName; /** What the address says besides. */ readonly kept: Readonly<Record<string, string>> }) {
  const [before, after] = await Promise.all([sourceOf(a), sourceOf(b)])
  return (
    <>
      <form action="/compare#code" className="flex flex-wrap items-end gap-4 text-sm">
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Choice name="a" label="From" value={a} />
        <Choice name="b" label="To" value={b} />
        <Button type="submit" size="sm">
          Show the difference
        </Button>
      </form>
      {before === null || after === null ? (
        <Notice title="The source is not on this server" className="mt-5">
          <p>This deployment carries the build only.</p>
        </Notice>
      ) : (
        <pre tabIndex={0} aria-label={`From ${a} to ${b}`} className="mt-5 max-h-[36rem] overflow-auto rounded-lg border border-line bg-surface font-mono text-[0.8125rem] leading-5">
          <code className="block min-w-max py-2">
            {diffLines(before, after).map(({ value, added, removed }, at) => (
              <span key={at} className={cn('block', added ? 'bg-store-soft' : removed ? 'bg-bad-soft' : '')}>
                {value
                  .replace(/\n$/, '')
                  .split('\n')
                  .map((text, line) => (
                    <span key={line} className="block px-4">
                      <span className="text-muted select-none">{added ? '+ ' : removed ? '− ' : '  '}</span>
                      {text}
                    </span>
                  ))}
              </span>
            ))}
          </code>
        </pre>
      )}
    </>
  )
}

function Choice({ name, label, value }: { readonly name: string; readonly label: string; readonly value: ModeName }) {
  return (
    <label className="block font-medium">
      {label}
      <select name={name} defaultValue={value} className="mt-1 block min-h-9 rounded-md border border-line-strong bg-surface px-2 font-mono">
        {MODE_NAMES.map((mode) => (
          <option key={mode}>{mode}</option>
        ))}
      </select>
    </label>
  )
}

function sourceOf(mode: ModeName): Promise<string | null> {
  return readFile(join(process.cwd(), 'lib/auth/modes', `${mode}.ts`), 'utf8').catch(() => null)
}
