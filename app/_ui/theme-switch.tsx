'use client'

import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useSyncExternalStore } from 'react'
import { cn } from './cn'

const choices = [
  { value: 'light', word: 'Light theme', Icon: Sun },
  { value: 'system', word: 'Theme of the system', Icon: Monitor },
  { value: 'dark', word: 'Dark theme', Icon: Moon },
] as const

const unsubscribe = () => undefined
const never = () => unsubscribe

/** Light, dark or the system's. Without JavaScript the system's theme holds and the switch is not there. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme()
  // The server cannot know the choice, so nothing is pressed until the page is alive.
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <ToggleGroup
      aria-label="Theme"
      value={alive && theme ? [theme] : []}
      onValueChange={([next]) => {
        if (next) setTheme(next)
      }}
      className="inline-flex rounded-md border border-line bg-surface p-0.5 noscript:hidden"
    >
      {choices.map(({ value, word, Icon }) => (
        <Toggle
          key={value}
          value={value}
          aria-label={word}
          title={word}
          className={cn(
            'inline-flex size-7 cursor-pointer items-center justify-center rounded text-muted',
            'hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink',
          )}
        >
          <Icon aria-hidden className="size-4" />
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
