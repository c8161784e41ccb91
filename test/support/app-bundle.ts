import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

export interface AppBundle {
  /** What to run with node: `app-process.ts` and everything it imports, in one file. */
  path: string
  remove(): void
}

/**
 * Bundles the app's process for tests that start it hundreds of times: from one file it is up in half a second, from a
 * thousand modules it takes four times as long.
 */
export async function bundleApp(): Promise<AppBundle> {
  // Inside node_modules, so that better-sqlite3, which cannot be bundled, is found from there; and two folders deep, as
  // the sources are, so that the migrations are.
  const folder = resolve(import.meta.dirname, '../../node_modules/.cache')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `okr-app-process-${process.pid}.mjs`)
  await build({
    entryPoints: [join(import.meta.dirname, 'app-process.ts')],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3'],
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)` },
    logLevel: 'error',
  })
  return { path, remove: () => rmSync(path, { force: true }) }
}
