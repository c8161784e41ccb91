import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleGallery } from './build-page.ts'
import type { Person, UserGroup } from './page-api.ts'

/** A message (`{ type: 'message', text, blocks }`) or view exactly as it is sent, under a name of its own. */
export interface GalleryItem {
  name: string
  sent: { type: string }
}

export interface GalleryOptions {
  /** What the app is called. */
  app: string
  /** Who is meant by `<@U…>`, `<#C…>` and `<!subteam^S…>` in the samples. */
  people?: readonly Person[]
  channels?: readonly { id: string; name: string }[]
  userGroups?: readonly UserGroup[]
  /** The date that counts as today for "tomorrow at 09:00", and whose times are shown. */
  today: string
  zone: string
}

/**
 * Writes `index.html` into `outDir`: every item light and dark, drawn by the same code as in the local workspace. One
 * file that opens without a server and without a network. Throws the Problem of `bundleGallery`.
 */
export async function writeGalleryPage(
  outDir: string,
  items: readonly GalleryItem[],
  { app, people = [], channels = [], userGroups = [], today, zone }: GalleryOptions,
): Promise<void> {
  const { script, styles } = await bundleGallery()
  const content = JSON.stringify({ app, items, people, channels, userGroups, today, zone })
  await mkdir(outDir, { recursive: true })
  await writeFile(join(outDir, 'index.html'), html(app, styles, content, script))
}

function html(app: string, styles: string, content: string, script: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: https: http:">
<title>${app.replace(/[<>&"]/g, '')}: everything it says</title>
<style>${styles.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="content">${content.replaceAll('<', '\\u003c')}</script>
<script>${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`
}
