import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Where a chromium is on this machine; null when there is none. */
export const chromiumPath = places.find((place) => place && existsSync(place)) ?? null

/** What to add to a suite's name, so that whoever sees it skipped also sees why. */
export const chromiumNote = chromiumPath ? '' : ' (skipped: no chromium at CHROMIUM_PATH or in /usr/bin)'

export function launchChromium(): Promise<Browser> {
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
  return chromium.launch({ executablePath: chromiumPath ?? '', args: quiet })
}
