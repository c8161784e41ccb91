import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export interface ServedFile {
  type: string
  content: Buffer
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** A file of the page's folder; `/` is its index.html. Null when there is none, or it lies elsewhere. */
export async function pageFile(folder: string, path: string): Promise<ServedFile | null> {
  const root = normalize(folder + sep)
  try {
    const file = normalize(join(root, path === '/' ? 'index.html' : decodeURIComponent(path)))
    const type = types[extname(file)]
    return file.startsWith(root) && type ? { type, content: await readFile(file) } : null
  } catch {
    // Not there, a folder, or a path that cannot be decoded: nothing to serve either way.
    return null
  }
}
