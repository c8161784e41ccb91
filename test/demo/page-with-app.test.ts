import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildPage } from '../../src/demo/build-page.ts'
import { startAcme } from '../support/app.ts'
import { chromiumNote, chromiumPath, launchChromium } from './support/chromium.ts'

describe.skipIf(!chromiumPath)(`the page, the local workspace and the real app together${chromiumNote}`, () => {
  let folder: string
  let browser: Browser

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'okr-page-'))
    await buildPage(folder)
    browser = await launchChromium()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function mikeOnMonday(): Promise<{ page: Page; acme: Awaited<ReturnType<typeof startAcme>> }> {
    const acme = await startAcme({ workspace: { pageFolder: folder } })
    await acme.playTo('2026-01-12T17:00:00Z')
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    onTestFinished(() => page.close())
    page.setDefaultTimeout(8000)
    await page.goto(`${acme.workspace.url}/`)
    await page.click('.me')
    await page.click('[role=menuitemradio]:has-text("Mike")')
    await page.waitForSelector('article')
    return { page, acme }
  }

  it('Mike answers with one click, and the same message says what was saved', async () => {
    const { page, acme } = await mikeOnMonday()
    const answered = page.waitForResponse('**/demo/api/action')
    await page.locator('button:has-text("On track")').first().click()
    await answered
    await acme.settle()
    await page.waitForSelector('article:has-text("Saved")')
    expect(await page.locator('article').count()).toBe(1)
    expect(await page.locator('button:has-text("Undo")').count()).toBe(1)
  })

  it('Mike says At risk in a form, by keyboard, and what he forgets is asked for at its field', async () => {
    const { page, acme } = await mikeOnMonday()
    await page.locator('button:has-text("At risk")').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('dialog')
    await page.click('dialog button[type=submit]')
    await page.waitForSelector('.field-error')
    const asked = await page.evaluate('document.activeElement.closest(".field").textContent')
    expect(asked).toContain('What is the risk?')
    await page.keyboard.press('Space')
    await page.locator('.field.invalid :is(input:not([type=radio]), textarea)').last().fill('Agree a date with billing')
    await page.click('dialog button[type=submit]')
    await page.waitForSelector('dialog', { state: 'detached' })
    await acme.settle()
    await page.waitForSelector('article:has-text("Saved"):has-text("At risk")')
  })
})
