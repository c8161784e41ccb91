import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPage } from '../../src/demo/build-page.ts'
import type { ModalView } from '../../src/demo/page-api.ts'
import { chromiumNote, chromiumPath, launchChromium } from './support/chromium.ts'
import { type FakeWorkspace, startFakeWorkspace } from './support/fake-workspace.ts'
import { approval, checkIn, discussion, form, option, plain, storyScene } from './support/story.ts'

describe.skipIf(!chromiumPath)(`the page, in a browser${chromiumNote}`, () => {
  let folder: string
  let browser: Browser
  let fake: FakeWorkspace
  let page: Page
  let problems: string[]
  let elsewhere: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'okr-page-'))
    await buildPage(folder)
    browser = await launchChromium()
    page = await browser.newPage({ reducedMotion: 'reduce' })
    page.setDefaultTimeout(5000)
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('request', (request) => {
      if (!/^(about:|data:|http:\/\/127\.0\.0\.1:)/.test(request.url())) elsewhere.push(request.url())
    })
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    fake = await startFakeWorkspace(folder, storyScene())
    problems = []
    elsewhere = []
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  afterEach(async () => {
    await page.goto('about:blank')
    await fake.stop()
    expect(problems).toEqual([])
    expect(elsewhere).toEqual([])
  })

  const open = async (place: string) => {
    // From elsewhere: a new `#…` alone would not load the page again.
    await page.goto('about:blank')
    await page.goto(`${fake.url}#/${place}`)
    await page.waitForSelector('.messenger')
  }
  const openModal = async (view: ModalView = form) => {
    const plainSnapshot = fake.scene.snapshot
    fake.scene.snapshot = (as) => ({ ...plainSnapshot(as), modals: [view] })
    await open('U1SARAH/C1')
    await page.waitForSelector('dialog')
  }
  const posted = (name: string) =>
    fake.asked.filter(({ what }) => what === `POST ${name}`).map(({ body }) => body as never)
  // As texts: the tests are checked without the browser's types.
  const inPage = (expression: string): Promise<unknown> => page.evaluate(expression)
  const focused = () =>
    inPage(`document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`)

  describe('what one sees', () => {
    it('starts as the first person, at the app, with what was not read marked', async () => {
      await open('')
      await page.waitForSelector('text=Your check-in for week 3')
      expect(await page.innerText('.me')).toMatch(/You are Sarah Chen\s+VP Product\s+New York, 09:04 there/)
      expect(await page.innerText('.row.unread')).toMatch(/retention\s+2/)
      expect(await page.title()).toBe('(2) OKR Cadence – Acme SaaS')
    })

    it('shows every time in the zone of whoever looks', async () => {
      await open('U1SARAH/C1')
      await page.waitForSelector('article')
      expect(await page.innerText('.clock')).toMatch(/Monday 12 January 2026 09:04 in New York/)
      expect(await page.getAttribute('article >> nth=-2', 'aria-label')).toBe('OKR Cadence, 08:31')
      await page.click('.me')
      await page.click('[role=menuitemradio]:has-text("Priya")')
      await page.waitForSelector('.clock:has-text("Tuesday 13 January 2026 01:04 in Sydney")')
      await page.waitForSelector('article[aria-label="OKR Cadence, 00:31"]')
      expect(await page.innerText('.message >> text=Today at')).toContain('Today at 00:31')
    })

    it('says what is private, what was edited, what is new and how a thread goes on', async () => {
      await open('U1SARAH/C1')
      expect(await page.innerText('article.ephemeral')).toContain('Only visible to you')
      expect(await page.innerText('article:has-text("churn is down")')).toContain('(edited)')
      expect(await page.locator('.new-line').count()).toBe(1)
      await page.click('text=2 replies')
      await page.waitForSelector('aside >> text=I will decide once that is in')
      expect(await focused()).toBe('Close the thread')
      await page.keyboard.press('Enter')
      await page.waitForSelector('aside', { state: 'detached' })
      expect(await focused()).toMatch(/2 replies/)
    })

    it('shows files with how they begin, groups by their handle, and what is left of a deleted message', async () => {
      fake.scene.conversations['C2'] = discussion
      await open('U1SARAH/C2')
      const files = page.locator('.file')
      expect(await files.allInnerTexts()).toEqual([
        'exit-survey.csv\nCSV, 872 bytes\naccount,reason\nA-1,import\n\n41 lines in all.',
        'screen.png\nPNG file, 48 kB',
        'This file was deleted.',
      ])
      expect(await files.first().locator('a').getAttribute('href')).toBe('/demo/api/file?as=U1SARAH&id=F1')
      expect(await page.locator('.mention').allInnerTexts()).toEqual(['@growth-leads', '@design'])
      expect(await page.locator('.mention-me').allInnerTexts()).toEqual(['@growth-leads'])
      const last = page.locator('article[aria-label="Deleted message"]')
      expect(await last.innerText()).toMatch(/This message was deleted\.\s+AG\s+1 reply/)
      expect(await last.getByRole('button', { name: 'More actions' }).count()).toBe(0)
    })

    it('leads from an answer in the channel to its thread', async () => {
      fake.scene.conversations['C2'] = discussion
      await open('U1SARAH/C2')
      await page.click('text=Replied to a thread')
      await page.waitForSelector('aside >> text=I will decide once that is in')
    })

    it('tells what calls for oneself from what is merely new', async () => {
      await open('U1SARAH/D1')
      expect(await page.locator('.row:has-text("retention")').getByText('mentions you').innerText()).toBe(
        ', 1 mentions you',
      )
      expect(await page.locator('.row:has-text("retention") .badge.mine').innerText()).toContain('@1')
    })

    it('shows the other blocks when one cannot be shown, and says which and why', async () => {
      await open('U1SARAH/C2')
      await page.waitForSelector('text=still here after the broken ones')
      expect(await page.locator('.failure').allInnerTexts()).toEqual([
        'Block 11 (table) cannot be shown: head.map is not a function',
        'Block 12 (hologram) cannot be shown: this page knows no such block',
      ])
      expect(await page.locator('.chart').count()).toBe(3)
    })

    it('gives every chart in words and as a table', async () => {
      await open('U1SARAH/C1')
      const label = await page.getAttribute('.plot > svg', 'aria-label')
      expect(label).toBe('Line chart. Churn from 8 (W49) to 7.1 (W2); Target from 5 (W49) to 5 (W2).')
      await page.click('text=Show the numbers')
      expect(await page.locator('.chart-table tbody tr').allInnerTexts()).toContain('W52\t7.5\t5')
    })

    it('sorts a table by numbers where there are numbers, and finds a row', async () => {
      await open('U1SARAH/home')
      const firstCells = () => page.locator('.data-table tbody th').allInnerTexts()
      await page.click('button.sort:has-text("Target")')
      expect((await firstCells())[0]).toBe('O1-KR1 Monthly churn')
      await page.click('button.sort:has-text("Target")')
      expect((await firstCells())[0]).toBe('O2-KR2 Retention')
      expect(await page.getAttribute('th:has-text("Target")', 'aria-sort')).toBe('descending')
      await page.fill('input[type=search]', 'deploys')
      expect(await firstCells()).toEqual(['O3-KR1 Deploys a week'])
    })

    it('opens Home once, and only looks when something changes', async () => {
      await open('U1SARAH/home')
      await page.waitForSelector('text=Good morning, Sarah')
      fake.scene.home = { id: 'VH', hash: '2', blocks: [{ type: 'section', text: plain('Nothing is owed.') }] }
      fake.changed()
      await page.waitForSelector('text=Nothing is owed.')
      const asked = fake.asked.filter(({ what }) => what.includes('home?')).map(({ what }) => what)
      expect(asked.filter((what) => !what.includes('peek=1'))).toHaveLength(1)
      expect(asked.length).toBeGreaterThan(1)
    })
  })

  describe('buttons and menus', () => {
    it('send exactly what Slack sends, and look pressed until the app has answered', async () => {
      await open('U1SARAH/D1')
      let answered = (_answer: object): void => {}
      fake.answer(
        'action',
        new Promise((resolve) => {
          answered = resolve
        }),
      )
      const button = page.locator('button:has-text("On track")').first()
      await button.click()
      await page.waitForSelector('button[aria-busy=true]:has-text("On track")')
      await button.click({ force: true })
      expect(posted('action')).toEqual([
        {
          as: 'U1SARAH',
          where: { channel: 'D1', ts: checkIn.ts },
          action: {
            type: 'button',
            block_id: 'check-in:O1-KR1',
            action_id: 'on-track',
            text: plain('On track'),
            value: 'on-track:1',
            style: 'primary',
          },
          state: {},
        },
      ])
      answered({ ok: true })
      await page.waitForSelector('button[aria-busy=false]:has-text("On track")')
    })

    it('ask first where the sender wants it: Esc sends nothing and returns to the button', async () => {
      await open('U1SARAH/C1')
      await page.focus('button:has-text("Approve")')
      await page.keyboard.press('Enter')
      await page.waitForSelector('dialog[role=alertdialog] >> text=Approve this finding?')
      await page.keyboard.press('Escape')
      await page.waitForSelector('dialog', { state: 'detached' })
      expect(posted('action')).toEqual([])
      expect(await focused()).toBe('Approve')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await expect
        .poll(() => posted('action'))
        .toMatchObject([{ where: { ts: approval.ts }, action: { action_id: 'approve' } }])
    })

    it('a menu opens, moves, is found by letter and closes by keyboard', async () => {
      await open('U1SARAH/D1')
      await page.locator('button.overflow').first().focus()
      await page.keyboard.press('ArrowDown')
      await page.waitForSelector('[role=menu]')
      await page.keyboard.press('s')
      expect(await focused()).toBe('Skip this week')
      await page.keyboard.press('Escape')
      expect(await focused()).toBe('More choices')
      await page.keyboard.press('Enter')
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
      await expect
        .poll(() => posted('action'))
        .toMatchObject([{ action: { type: 'overflow', action_id: 'more', selected_option: option('Hand over') } }])
    })

    it('a message that is updated under the focus keeps the focus', async () => {
      await open('U1SARAH/D1')
      await page.locator('button:has-text("On track")').first().focus()
      const saved = { type: 'section', text: { type: 'mrkdwn', text: 'Saved *On track* at 09:05.' } }
      fake.scene.conversations['D1'] = {
        ...fake.scene.conversations['D1'],
        messages: [{ ...checkIn, edited: true, blocks: [saved] }],
      } as never
      fake.changed()
      await page.waitForSelector('text=Saved On track')
      expect(await focused()).toBe('OKR Cadence, 09:00')
    })

    it('tell the person when the app does not answer', async () => {
      await open('U1SARAH/D1')
      fake.answer('action', { ok: false, problem: 'OKR Cadence did not answer in 3 seconds.' })
      await page.locator('button:has-text("At risk")').first().click()
      await page.waitForSelector('[role=alert] >> text=OKR Cadence did not answer in 3 seconds.')
    })

    it('a date in a message is sent once, when the person has come to rest', async () => {
      const picker = { type: 'datepicker', action_id: 'due', initial_date: '2026-01-12' }
      fake.scene.home = { id: 'VH', hash: '1', blocks: [{ type: 'actions', block_id: 'when', elements: [picker] }] }
      await open('U1SARAH/home')
      await page.fill('input[type=date]', '2026-01-13')
      await page.fill('input[type=date]', '2026-01-19')
      await expect
        .poll(() => posted('action'), { timeout: 3000 })
        .toMatchObject([
          { action: { type: 'datepicker', action_id: 'due', selected_date: '2026-01-19', initial_date: '2026-01-12' } },
        ])
    })

    it('a choice in a message is sent at once', async () => {
      await open('U1SARAH/home')
      await page.click('[role=combobox]')
      await page.keyboard.type('we')
      await page.keyboard.press('Enter')
      await expect
        .poll(() => posted('action'))
        .toMatchObject([
          {
            where: { view: 'VH' },
            action: {
              type: 'static_select',
              action_id: 'weekday',
              selected_option: option('Wednesday'),
              initial_option: option('Monday'),
            },
            state: { 'block-9': { weekday: { selected_option: option('Wednesday') } } },
          },
        ])
    })
  })

  describe('forms', () => {
    it('are filled in and sent with the keyboard alone, as Slack shapes the state', async () => {
      await openModal()
      const tab = () => page.keyboard.press('Tab')
      await page.keyboard.press('ControlOrMeta+End')
      await page.keyboard.type(' Vendor is late.')
      await tab()
      await page.keyboard.type('dep')
      await page.keyboard.press('Enter')
      await tab()
      await page.keyboard.type('Call the vendor')
      await tab()
      await page.keyboard.type('mike')
      await page.keyboard.press('Enter')
      await page.focus('[data-block=test] input')
      await page.keyboard.press('Space')
      await page.focus('[data-block=tell] input >> nth=1')
      await page.keyboard.press('Space')
      await page.focus('[data-block=with] input')
      await page.keyboard.type('ana')
      await page.keyboard.press('Enter')
      await page.keyboard.type('jonas')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await page.focus('[data-block=spec] input')
      await page.keyboard.type('win')
      await page.waitForSelector('[role=option]:has-text("Win-back mails")')
      await page.keyboard.press('Enter')
      await page.focus('[data-block=now] input')
      await page.keyboard.type('44.5')
      await page.keyboard.press('Enter')
      await expect.poll(() => posted('submit')).toHaveLength(1)
      expect(posted('submit')[0]).toEqual({
        as: 'U1SARAH',
        view: 'V1',
        state: {
          evidence: { value: { type: 'plain_text_input', value: 'No new data since 18 December. Vendor is late.' } },
          risk: { value: { type: 'static_select', selected_option: option('Dependency') } },
          next: { value: { type: 'plain_text_input', value: 'Call the vendor' } },
          who: { value: { type: 'users_select', selected_user: 'U2MIKE' } },
          due: { value: { type: 'datepicker', selected_date: '2026-01-19' } },
          time: { value: { type: 'timepicker', selected_time: '09:00' } },
          now: { value: { type: 'number_input', value: '44.5' } },
          link: { value: { type: 'url_text_input', value: null } },
          mail: { value: { type: 'email_text_input', value: null } },
          test: { value: { type: 'radio_buttons', selected_option: option('Passed') } },
          tell: { value: { type: 'checkboxes', selected_options: [option('The sponsor')] } },
          with: { value: { type: 'multi_users_select', selected_users: ['U3ANA', 'U4JONAS'] } },
          spec: { value: { type: 'external_select', selected_option: option('2026-01-08-004-xk2 Win-back mails') } },
        },
      })
      expect(fake.asked.filter(({ what }) => what.includes('suggestions')).at(-1)?.what).toContain(
        'block_id=spec&action_id=value&value=win&view=V1',
      )
    })

    it('do not go out with a required field empty: the error stands at the field, which has the focus', async () => {
      await openModal()
      await page.click('dialog button:has-text("Save")')
      expect(await page.innerText('[data-block=risk] .field-error')).toBe('Please fill this in.')
      expect(await inPage(`document.activeElement.closest('[data-block]').dataset.block`)).toBe('risk')
      expect(await page.innerText('dialog [role=alert]')).toContain('3 fields need another look.')
      expect(posted('submit')).toEqual([])
    })

    it('keep everything typed when the app refuses them, and show its error where it belongs', async () => {
      const small: ModalView = { ...form, blocks: form.blocks.slice(3, 4) }
      await openModal(small)
      await page.keyboard.type('Call the vendor')
      fake.answer('submit', { ok: true, errors: { next: 'Who calls?', gone: 'The key result was closed meanwhile.' } })
      await page.keyboard.press('Enter')
      await page.waitForSelector('.field-error >> text=Who calls?')
      expect(await page.inputValue('[data-block=next] input')).toBe('Call the vendor')
      expect(await page.innerText('dialog [role=alert]')).toContain('The key result was closed meanwhile.')
      fake.answer('submit', { ok: false, problem: 'OKR Cadence did not answer in 3 seconds.' })
      await page.keyboard.press('Enter')
      await page.waitForSelector('dialog >> text=did not answer in 3 seconds')
      expect(await page.inputValue('[data-block=next] input')).toBe('Call the vendor')
    })

    it('keep what was typed when the app replaces the view', async () => {
      const small: ModalView = { ...form, blocks: form.blocks.slice(3, 4) }
      await openModal(small)
      await page.keyboard.type('half a sen')
      const grown: ModalView = {
        ...form,
        hash: '2',
        blocks: [{ type: 'section', text: plain('One more thing') }, ...small.blocks],
      }
      const snapshotOf = fake.scene.snapshot
      fake.scene.snapshot = (as) => ({ ...snapshotOf(as), modals: [grown] })
      fake.changed()
      await page.waitForSelector('text=One more thing')
      expect(await page.inputValue('[data-block=next] input')).toBe('half a sen')
    })

    it('lie on each other: only the topmost is in reach, and what was typed below is still there when it closes', async () => {
      const below: ModalView = { ...form, blocks: form.blocks.slice(3, 4) }
      await openModal(below)
      await page.keyboard.type('Call the vendor')
      const above: ModalView = {
        ...form,
        id: 'V2',
        title: 'Really?',
        blocks: [{ type: 'section', text: plain('Sure?') }],
      }
      const snapshotOf = fake.scene.snapshot
      let modals = [below, above]
      fake.scene.snapshot = (as) => ({ ...snapshotOf(as), modals })
      fake.changed()
      await page.waitForSelector('dialog >> text=Sure?')
      await page.keyboard.press('Escape')
      await expect.poll(() => posted('close')).toEqual([{ as: 'U1SARAH', view: 'V2' }])
      modals = [below]
      fake.changed()
      await page.waitForSelector('text=Sure?', { state: 'detached' })
      expect(await page.inputValue('[data-block=next] input')).toBe('Call the vendor')
      expect(await inPage(`document.activeElement.closest('[data-block]')?.dataset.block`)).toBe('next')
    })

    it('tell the app what is typed where its block asks for that, without being sent', async () => {
      const element = { type: 'plain_text_input', action_id: 'id' }
      const asking = { type: 'input', block_id: 'kr', dispatch_action: true, label: plain('Key result'), element }
      await openModal({ ...form, blocks: [asking] })
      await page.keyboard.type('O1-KR2')
      await page.keyboard.press('Enter')
      await expect
        .poll(() => posted('action'))
        .toEqual([
          {
            as: 'U1SARAH',
            where: { view: 'V1' },
            action: { type: 'plain_text_input', block_id: 'kr', action_id: 'id', value: 'O1-KR2' },
            state: { kr: { id: { type: 'plain_text_input', value: 'O1-KR2' } } },
          },
        ])
      expect(posted('submit')).toEqual([])
    })

    it('say how much room is left before it runs out', async () => {
      await openModal()
      const next = page.locator('[data-block=next]')
      await next.locator('input').fill('x'.repeat(100))
      expect(await next.locator('.counter').count()).toBe(0)
      await next.locator('input').fill('x'.repeat(190))
      expect(await next.locator('.counter').innerText()).toBe('10 left')
      await next.locator('input').fill('x'.repeat(203))
      expect(await next.locator('.counter.over').innerText()).toBe('3 too many')
    })

    it('close with Esc, and the focus never leaves them before', async () => {
      await openModal()
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab')
        // Body: the browser's own buttons have it.
        expect(await inPage(`document.activeElement.matches('body, dialog, dialog *')`)).toBe(true)
      }
      await page.focus('[data-block=who] input')
      await page.keyboard.press('ArrowDown')
      await page.waitForSelector('[role=listbox]')
      await page.keyboard.press('Escape')
      await page.waitForSelector('[role=listbox]', { state: 'detached' })
      expect(posted('close')).toEqual([])
      await page.keyboard.press('Escape')
      await expect.poll(() => posted('close')).toEqual([{ as: 'U1SARAH', view: 'V1' }])
    })
  })

  describe('writing', () => {
    it('sends a message with people by id, and brings it back when it could not be sent', async () => {
      await open('U1SARAH/C1')
      await page.fill('.composer textarea', 'thanks @Mike Rivera & <all>')
      fake.answer('message', { ok: false, problem: 'You are not in this channel.' })
      await page.keyboard.press('Enter')
      await page.waitForSelector('[role=alert] >> text=You are not in this channel.')
      expect(posted('message')).toEqual([{ as: 'U1SARAH', channel: 'C1', text: 'thanks <@U2MIKE> &amp; &lt;all&gt;' }])
      expect(await page.inputValue('.composer textarea')).toBe('thanks @Mike Rivera & <all>')
    })

    it('completes a command and its first word, and sends it as typed', async () => {
      await open('U1SARAH/C1')
      await page.focus('.composer textarea')
      await page.keyboard.type('/o')
      await page.waitForSelector('[role=option] >> text=Objectives, key results and check-ins')
      await page.keyboard.press('Tab')
      await page.keyboard.type('st')
      await page.keyboard.press('Tab')
      await page.keyboard.type(' O1')
      await page.waitForSelector('.command-hint')
      await page.keyboard.press('Enter')
      await expect.poll(() => posted('command')).toEqual([{ as: 'U1SARAH', channel: 'C1', text: '/okr status O1' }])
    })

    it('sends files along, also without a word, unless they are too large', async () => {
      await open('U1SARAH/C1')
      const [file, large] = [Buffer.from('# hi'), Buffer.alloc(2_000_001)]
      await page.setInputFiles('.composer input[type=file]', [
        { name: 'notes.md', mimeType: 'text/markdown', buffer: file },
        { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from('') },
      ])
      await page.waitForSelector('.attached-file')
      await page.setInputFiles('.composer input[type=file]', [
        { name: 'dump.csv', mimeType: 'text/csv', buffer: large },
      ])
      await page.waitForSelector('[role=alert] >> text=The files of a message may be 2 MB together here.')
      await page.click('[aria-label="Take out empty.txt"]')
      expect(await focused()).toBe('Message #retention')
      await page.keyboard.press('Enter')
      const files = [{ name: 'notes.md', base64: file.toString('base64') }]
      await expect.poll(() => posted('message')).toEqual([{ as: 'U1SARAH', channel: 'C1', text: '', files }])
      await page.waitForSelector('.attached-file', { state: 'detached' })
    })

    it('answers in a thread, and sends one answer to the channel as well', async () => {
      await open(`U1SARAH/C1/${approval.ts}`)
      await page.check('text=Also send to #retention')
      await page.fill('aside .composer textarea', 'Approved, @growth-leads.')
      await page.keyboard.press('Enter')
      const text = 'Approved, <!subteam^S1LEADS>.'
      const sent = { as: 'U1SARAH', channel: 'C1', threadTs: approval.ts }
      await expect.poll(() => posted('message')).toEqual([{ ...sent, text, broadcast: true }])
      expect(await page.isChecked('text=Also send to #retention')).toBe(false)
    })

    it('keeps an unsent text while one looks elsewhere', async () => {
      await open('U1SARAH/C1')
      await page.fill('.composer textarea', 'not yet')
      await page.click('.row:has-text("product")')
      await page.waitForSelector('textarea[aria-label="Message #product"]')
      await page.click('.row:has-text("retention")')
      await page.waitForSelector('textarea[aria-label="Message #retention"]')
      expect(await page.inputValue('.composer textarea')).toBe('not yet')
    })

    it('offers message shortcuts at the message', async () => {
      await open('U1SARAH/C1')
      await page.locator('article >> nth=0').getByRole('button', { name: 'More actions' }).focus()
      await page.keyboard.press('Enter')
      await page.waitForSelector('[role=menuitem]:focus')
      // The button that was pressed stays in sight above its menu.
      expect(await inPage(`getComputedStyle(document.querySelector('.message-tools')).opacity`)).toBe('1')
      await page.keyboard.press('Enter')
      const first = fake.scene.conversations['C1']?.messages[0]?.ts
      await expect
        .poll(() => posted('shortcut'))
        .toEqual([{ as: 'U1SARAH', callbackId: 'add-evidence', message: { channel: 'C1', ts: first } }])
    })
  })

  describe('the clock', () => {
    it('moves one step at a time and says when it stands', async () => {
      await open('U1SARAH/C1')
      let arrive = (_answer: object): void => {}
      fake.answer(
        'clock',
        new Promise((resolve) => {
          arrive = resolve
        }),
      )
      await page.click('text=Next Monday 09:00')
      await page.waitForSelector('text=Time is passing …')
      await page.click('text=End of quarter', { force: true })
      arrive({ now: '2026-01-19T14:00:00.000Z' })
      await page.waitForSelector('[role=status] >> text=It is now Monday 19 January 2026, 09:00.')
      expect(posted('clock')).toEqual([{ to: 'next-monday' }])
    })
  })

  describe('for everybody', () => {
    const views = ['U1SARAH/C1', 'U1SARAH/C2', 'U1SARAH/D1', 'U1SARAH/home']

    it('every control has a name, and every page its landmarks', async () => {
      for (const view of views) {
        await open(view)
        await page.waitForSelector('article, .home')
        expect(await namelessControls(page)).toEqual([])
        for (const landmark of ['nav[aria-label]', 'main', 'h1'])
          expect(await page.locator(landmark).count()).toBeGreaterThan(0)
      }
      await openModal()
      expect(await namelessControls(page)).toEqual([])
    })

    it('the first Tab leads past the sidebar', async () => {
      await open('U1SARAH/C1')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('Skip to messages')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await focused()).toBe('Message #retention')
    })

    it('a new message is read out', async () => {
      await open('U1SARAH/D1')
      await page.waitForSelector('article')
      const next = { ...checkIn, ts: '1768226460.000200', text: 'Churn is at *6.9 %*.', blocks: [] }
      fake.scene.conversations['D1'] = { id: 'D1', name: 'OKR Cadence', kind: 'app-dm', messages: [checkIn, next] }
      fake.changed()
      await page.waitForSelector('[aria-live=polite]:has-text("OKR Cadence: Churn is at 6.9 %.")', {
        state: 'attached',
      })
    })

    it('nothing is cut off on a screen of 380 pixels', async () => {
      await page.setViewportSize({ width: 380, height: 800 })
      for (const view of views) {
        await open(view)
        await page.waitForSelector('article, .home')
        expect(await inPage('document.documentElement.scrollWidth')).toBe(380)
        const wide = `[...document.querySelectorAll('.block')].filter((block) => block.scrollWidth > block.clientWidth + 1)`
        expect(await inPage(`${wide}.map((block) => block.innerText)`)).toEqual([])
      }
    })

    it('on a small screen the channels slide in, take the focus, and give it back', async () => {
      await page.setViewportSize({ width: 380, height: 800 })
      await open('U1SARAH/C1')
      await page.focus('button[aria-label="Channels and people"]')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.me:focus')
      await page.keyboard.press('Escape')
      await page.waitForSelector('.sidebar', { state: 'hidden' })
      expect(await focused()).toBe('Channels and people')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.me:focus')
      await page.focus('.row:has-text("product")')
      await page.keyboard.press('Enter')
      await page.waitForSelector('h1:has-text("product")')
      expect(await inPage('document.activeElement.id')).toBe('main')
    })
  })
})

/** Controls a screen reader could not call by a name, from the browser's own accessibility tree. */
async function namelessControls(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const controls = [
    'button',
    'link',
    'textbox',
    'combobox',
    'checkbox',
    'radio',
    'searchbox',
    'menuitem',
    'dialog',
    'alertdialog',
    'radiogroup',
    'img',
  ]
  return nodes
    .filter((node) => !node.ignored && controls.includes(node.role?.value) && !node.name?.value)
    .map((node) => `${node.role?.value} without a name (${node.description?.value ?? ''})`)
}
