import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { groupIds, ids } from '../../src/demo/gallery/acme.ts'
import { allSamples } from '../../src/demo/gallery/all-samples.ts'
import type { Sample } from '../../src/demo/gallery/sample.ts'
import { problemsIn } from '../../src/demo/workspace/blocks/check.ts'
import { hostileTexts, withHostile } from '../support/hostile.ts'
import { asRead, liveIn, wordsIn, wordsOfBlocks } from '../support/reading-blocks.ts'

const viewsFolder = join(import.meta.dirname, '../../src/slack/views')
const named = allSamples.map((sample) => [sample.name, sample] as const)

/** What Slack's clients read of a notification, and screen readers of a message. */
const mostText = 4000
/** Slack publishes no number; many have measured somewhat more than this in JSON, tables not counted. */
const mostCharacters = 13_000

describe('the gallery', () => {
  it('has a sample of every message, form and Home that there is a view for', async () => {
    const shown = new Set(allSamples.map(({ view }) => view))
    const views = await Promise.all(readdirSync(viewsFolder).map(viewsIn))
    const without = views.flat().filter(([, view]) => !shown.has(view))
    expect(without.map(([name]) => name)).toEqual([])
    expect(views.flat().length).toBeGreaterThan(25)
  })

  it('gives each a name of its own, which is a file’s, and says who meets it when', () => {
    const names = allSamples.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
    for (const { name, about } of allSamples) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(about, name).toMatch(/^[A-Z].*\.$/)
    }
  })

  describe.each(named)('%s', (_name, sample) => {
    const sent = sample.sent()

    it('is what Slack takes', () => {
      expect(refusedIn(sample)).toEqual([])
    })

    it('says each colour in words, too', () => {
      expect(wordsIn(sent)).not.toMatch(/[🟢🟡🔴⚪](?! \*?[A-Za-z\d])/u)
    })

    it('uses no jargon and hurries nobody', () => {
      expect(wordsIn(sent)).not.toMatch(/\bRAG\b|\bcadence\b|\bsubmit|\bfailed to\b|\boverdue!|!(\s|$)|\bASAP\b/i)
    })

    it('is no danger and no nuisance whatever people have written', () => {
      for (const hostile of hostileTexts) {
        expect(refusedIn(sample, hostile), hostile.name).toEqual([])
        expect(liveIn(sample.sent(withHostile(hostile)), knownTo(sample)), hostile.name).toEqual([])
      }
    })

    if (sent.type !== 'message') return

    it('begins with a sentence, in the notification as in the message', () => {
      const [first = ''] = wordsOfBlocks(sent.blocks.slice(0, 1)).split('\n')
      expect(first).toMatch(/\S \S/)
      expect(sent.blocks[0]?.type).toBe('section')
      expect(lettersOf(asRead(sent.text.split('\n')[0] ?? ''))).toBe(lettersOf(first))
    })

    it('says in its text all that its blocks say', () => {
      const said = new Set(words(sent.text))
      if (sent.text.includes('more lines.')) return
      const unsaid = words(wordsOfBlocks(sent.blocks)).filter((word) => !said.has(word))
      expect([...new Set(unsaid)]).toEqual([])
    })
  })
})

/** Exported functions of a file that return a message, a form or a Home. */
async function viewsIn(file: string): Promise<[string, unknown][]> {
  const source = readFileSync(join(viewsFolder, file), 'utf8')
  const names = [...source.matchAll(/export function (\w+)\((?:[^)]|\)(?!: ))*\): (?:Message|Modal|HomeTab|Home)\b/g)]
  const module = (await import(pathToFileURL(join(viewsFolder, file)).href)) as Record<string, unknown>
  return names.map(([, name = '']) => [`${file}: ${name}`, module[name]])
}

/** Whom a message may name; an admin is told of channels too, whose names call nobody. */
function knownTo({ name }: Sample): string[] {
  const groups = Object.values(groupIds).map((id) => `!subteam\\^${id}`)
  return [...Object.values(ids).map((id) => `@${id}`), ...groups, ...(name === 'admin-alert' ? ['#C1'] : [])]
}

/** Everything Slack would refuse, or cut. */
function refusedIn(sample: Sample, hostile?: (typeof hostileTexts)[number]): string[] {
  const sent = sample.sent(hostile && withHostile(hostile))
  const problems = problemsIn(
    sent.type === 'message' ? 'message' : 'view',
    sent.type === 'message' ? unsent(sent) : sent,
  )
  const counted = sent.blocks.filter(({ type }) => type !== 'table' && type !== 'data_table')
  const size = JSON.stringify(counted).length
  const isTooLong = sent.type === 'message' && size > mostCharacters
  const text = sent.type === 'message' ? sent.text : 'a view has none'
  return [
    ...problems.map(({ pointer, message }) => `${pointer} ${message}`),
    ...(isTooLong ? [`${size} characters of blocks`] : []),
    ...(text.trim() === '' || text.length > mostText ? [`${text.length} characters of text`] : []),
  ]
}

function unsent<T extends { type: string }>({ type: _, ...message }: T): Omit<T, 'type'> {
  return message
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function lettersOf(text: string): string {
  return words(text).join(' ')
}
