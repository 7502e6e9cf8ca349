'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useId, useSyncExternalStore } from 'react'
import { cn } from './cn'

const choices = [
  { value: 'light', word: 'Light theme', Icon: Sun },
  { value: 'system', word: 'System theme', Icon: Monitor },
  { value: 'dark', word: 'Dark theme', Icon: Moon },
] as const

const unsubscribe = () => undefined
const never = () => unsubscribe

/** Light, dark or the system's. Without JavaScript the system's theme holds and the switch is not there. */
export function ThemeSwitch() {
  const name = useId()
  const { theme, setTheme } = useTheme()
  // The server cannot know the choice, so none is checked until the page is alive.
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <fieldset className="inline-flex rounded-md border border-line bg-surface p-0.5 noscript:hidden">
      <legend className="sr-only">Theme</legend>
      {choices.map(({ value, word, Icon }) => (
        <label
          key={value}
          title={word}
          className={cn(
            'relative inline-flex size-7 cursor-pointer items-center justify-center rounded text-muted',
            'hover:text-ink has-checked:bg-sunken has-checked:text-ink',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          )}
        >
          <input
            type="radio"
            name={name}
            value={value}
            aria-label={word}
            checked={alive && theme === value}
            onChange={() => {
              setTheme(value)
            }}
            className="sr-only"
          />
          <Icon aria-hidden className="size-4" />
        </label>
      ))}
    </fieldset>
  )
}
