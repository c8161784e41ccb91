import { copyFile, mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { BuildOptions } from 'esbuild'
import { Problem } from '../domain/problem.ts'

const source = fileURLToPath(new URL('./page/', import.meta.url))

/**
 * Writes the local workspace's page into `outDir`: `index.html`, `page.js`, `page.css`, and nothing else is needed to
 * show it. Takes well under a second. A Problem when the bundler, a development dependency, is not installed.
 */
export async function buildPage(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true })
  const { build } = await loadBundler()
  await build({ ...bundling('main.tsx', 'page'), outdir: outDir })
  await copyFile(`${source}index.html`, `${outDir}/index.html`)
}

/** The gallery's script and styles as texts, to be put into one file. The same Problem as `buildPage`. */
export async function bundleGallery(): Promise<{ script: string; styles: string }> {
  const { build } = await loadBundler()
  const { outputFiles = [] } = await build({
    ...bundling('gallery.tsx', 'gallery'),
    outdir: '/',
    write: false,
    minify: true,
  })
  const textOf = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? ''
  return { script: textOf('.js'), styles: textOf('.css') }
}

function bundling(script: string, name: string): BuildOptions {
  return {
    entryPoints: [
      { in: source + script, out: name },
      { in: `${source}styles/${name}.css`, out: name },
    ],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  }
}

async function loadBundler(): Promise<typeof import('esbuild')> {
  return import('esbuild').catch(() => {
    throw new Problem('This needs the development dependencies. Run it in the repository, after `npm ci`.')
  })
}
