import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const lockfile = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8')) as {
  packages: Record<string, { gypfile?: boolean; resolved?: string }>
}

it('keeps `npm ci` from compiling better-sqlite3, which would need Python and make', () => {
  // Every `npm install` takes this out again: `npm run fix` puts it back.
  expect(lockfile.packages['node_modules/better-sqlite3']?.gypfile).toBe(false)
})

it('names no registry’s host, so that it installs from wherever packages come', () => {
  expect(
    Object.values(lockfile.packages).filter(({ resolved }) => resolved !== undefined && /^https?:/.test(resolved)),
  ).toEqual([])
})
