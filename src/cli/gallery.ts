import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { people, today, userGroups, zone } from '../demo/gallery/acme.ts'
import { allSamples } from '../demo/gallery/all-samples.ts'
import { writeGalleryPage } from '../demo/gallery-page.ts'
import { Problem } from '../domain/problem.ts'
import { command } from './command.ts'

export default command({
  usage: '[--out DIR]',
  help: `
Writes every message, form and Home with Acme's people in it: one JSON file each, exactly as it is sent to Slack, and
index.html, which shows them light and dark. Needs no database and no Slack.

  --out DIR   the folder, made when it is not there (default gallery)`,
  options: { out: { type: 'string', default: 'gallery' } },
  words: { least: 0, most: 0 },
  async run({ values }, io) {
    const folder = resolve(io.folder, values.out)
    const items = allSamples.map(({ name, about, sent }) => ({ name, about, sent: sent() }))
    try {
      mkdirSync(folder, { recursive: true })
      for (const { name, sent } of items) {
        writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(sent, null, 2)}\n`)
      }
    } catch (error) {
      const what = 'check that it is a folder, that this user may, and that the disk has room'
      throw new Problem(`${values.out} cannot be written: ${what}.`, { cause: error })
    }
    await writeGalleryPage(folder, items, { app: 'OKRs', people, userGroups, today, zone })
    io.out(join(values.out, 'index.html'))
    io.err(`${items.length} messages, forms and Homes. Open index.html in a browser.`)
  },
})
