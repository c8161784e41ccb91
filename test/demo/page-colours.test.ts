import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../src/demo/page/styles/colours.css', import.meta.url), 'utf8')

describe('colours people have to read', () => {
  const [light = '', darkOnly = ''] = css.split('[data-theme="dark"]')
  const themes = { light: read(light), dark: new Map([...read(light), ...read(darkOnly)]) }
  const grounds = ['ground', 'ground-2', 'raised', 'quiet-ground']
  const pairs: [string, string[]][] = [
    ['ink', [...grounds, 'side', 'side-hover', 'side-current', 'accent-soft']],
    ['ink-2', [...grounds, 'side', 'side-current', 'accent-soft']],
    ['accent', [...grounds, 'accent-soft']],
    ['on-accent', ['accent', 'accent-hover']],
    ['link', grounds],
    ['danger', [...grounds, 'danger-soft']],
    ['warning', ['ground', 'warning-soft']],
    ['code', ['ground-2']],
    ['mention-me-ink', ['mention-me']],
    ['bar-ink', ['bar', 'bar-hover']],
    ['bar-ink-2', ['bar']],
  ]

  for (const [theme, colours] of Object.entries(themes)) {
    it(`stand out 4.5 to 1 from every ground they are on (${theme})`, () => {
      const weak = pairs.flatMap(([text, on]) =>
        on
          .filter((ground) => contrast(colours, text, ground) < 4.5)
          .map((ground) => `${text} on ${ground}: ${contrast(colours, text, ground).toFixed(2)}`),
      )
      expect(weak).toEqual([])
    })

    it(`borders of fields and the lines of charts stand out 3 to 1 (${theme})`, () => {
      const series = Array.from({ length: 12 }, (_, index) => `series-${index + 1}`)
      const weak = ['line-strong', ...series].filter((name) => contrast(colours, name, 'raised') < 3)
      expect(weak).toEqual([])
    })
  }
})

function read(part: string): Map<string, string> {
  return new Map([...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]))
}

/** WCAG 2.2, contrast ratio. */
function contrast(colours: Map<string, string>, a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(colours.get(a)), luminance(colours.get(b))].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex = '#000000'): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
