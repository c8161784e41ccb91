import { useEffect, useState } from 'react'
import { Icon } from '../ui/icons.tsx'

const key = 'okr-demo-theme'

/** Light or dark: as the system says, until somebody presses this. */
export function ThemeToggle() {
  const [chosen, setChosen] = useState<string | null>(() => localStorage.getItem(key))
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  const dark = chosen ? chosen === 'dark' : systemDark
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  }, [dark])
  const toggle = () => {
    const next = dark ? 'light' : 'dark'
    localStorage.setItem(key, next)
    setChosen(next)
  }
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={dark ? 'Use light colours' : 'Use dark colours'}
      onClick={toggle}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  )
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const list = window.matchMedia(query)
    const changed = () => setMatches(list.matches)
    list.addEventListener('change', changed)
    return () => list.removeEventListener('change', changed)
  }, [query])
  return matches
}
