import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GalleryItem, writeGalleryPage } from '../../src/demo/gallery-page.ts'
import { chromiumNote, chromiumPath, launchChromium } from './support/chromium.ts'
import { approval, everyBlock, form, home, people } from './support/story.ts'

const odd = 'A text with </script><script>document.title = "owned"</script> in it'
const items: GalleryItem[] = [
  { name: 'approval-card', sent: { type: 'message', text: odd, blocks: approval.blocks } as GalleryItem['sent'] },
  { name: 'every-block', sent: { type: 'message', text: 'all', blocks: everyBlock } as GalleryItem['sent'] },
  {
    name: 'at-risk',
    sent: {
      type: 'modal',
      title: { text: form.title },
      submit: { text: 'Save' },
      blocks: form.blocks,
    } as GalleryItem['sent'],
  },
  { name: 'home', sent: { type: 'home', blocks: home.blocks } as GalleryItem['sent'] },
]

describe('the gallery', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'okr-gallery-'))
    await writeGalleryPage(folder, items, { app: 'OKR Cadence', people, today: '2026-01-12', zone: 'America/New_York' })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is one file that names nothing outside itself', async () => {
    const html = await readFile(join(folder, 'index.html'), 'utf8')
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)=/)
  })

  it.skipIf(!chromiumPath)(`opens from the disk and shows every item light and dark${chromiumNote}`, async () => {
    const browser = await launchChromium()
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
      await page.goto(pathToFileURL(join(folder, 'index.html')).href)
      for (const { name } of items) expect(await page.locator(`#${name} .gallery-panel`).count()).toBe(2)
      expect(await page.innerText('#approval-card')).toContain(odd)
      expect(await page.innerText('#approval-card [data-theme=dark]')).toContain('@Sarah Chen may decide')
      const panels = `[...document.querySelectorAll('#home .gallery-panel')]`
      const grounds = await page.evaluate<string[]>(`${panels}.map((panel) => getComputedStyle(panel).backgroundColor)`)
      expect(new Set(grounds).size).toBe(2)
      await page.fill('input[type=search] >> nth=0', 'risk')
      expect(await page.locator('.gallery-item').count()).toBe(1)
      expect(await page.title()).toBe('OKR Cadence: everything it says')
    } finally {
      await browser.close()
    }
  })
})
