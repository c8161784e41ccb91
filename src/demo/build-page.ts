import { copyFile, mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Problem } from '../domain/problem.ts'

const source = fileURLToPath(new URL('./page/', import.meta.url))

/**
 * Writes the local workspace's page into `outDir`: `index.html`, `page.js`, `page.css`, and nothing else is needed to
 * show it. Takes well under a second. A Problem when the bundler, a development dependency, is not installed.
 */
export async function buildPage(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true })
  const { build } = await loadBundler()
  const entryPoints = [
    { in: `${source}main.tsx`, out: 'page' },
    { in: `${source}styles/page.css`, out: 'page' },
  ]
  await build({
    entryPoints,
    outdir: outDir,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  await copyFile(`${source}index.html`, `${outDir}/index.html`)
}

async function loadBundler(): Promise<typeof import('esbuild')> {
  return import('esbuild').catch(() => {
    throw new Problem('The demo needs the development dependencies. Run it in the repository, after `npm ci`.')
  })
}
