import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { quotedReason } from '../../src/chant/writing/quoted-reason.ts'
import { safeIdentity } from '../../src/domain/safe-identity.ts'
import { decideAtOnce } from '../support/chant-at-once.ts'
import { orderFor, researchProject, specPath, writerFor } from '../support/chant-decisions.ts'
import { killSideBySide } from '../support/chant-kills.ts'
import { hugeTexts, isOneDecision, oddText, tryOdd } from '../support/chant-odd-texts.ts'

const seed = 20_260_115
const figures: string[] = []
afterAll(() => void process.stdout.write(figures.map((line) => `${line}\n`).join('')))

describe('P15: a decision is committed once', () => {
  it('whatever is killed while it is written: chant between its file and its commit, the app, or both', async () => {
    const kills = 72
    const found = await killSideBySide([seed, seed + 1], kills / 2)
    figures.push(`P15: seed ${seed}, ${JSON.stringify(found)}`)
    expect(found).toMatchObject({ lost: 0, twice: 0, untidy: 0, decided: kills })
    expect(found.between).toBeGreaterThanOrEqual(60)
  }, 180_000)

  it('when twenty are made at once, through two writers that know nothing of each other, while somebody stages a file', async () => {
    const found = await decideAtOnce(20)
    figures.push(`P15, at once: ${JSON.stringify(found)}`)
    expect(found).toEqual({ decisions: 20, commits: 20, mixed: 0, reverted: 0, sweptIn: 0, waited: expect.any(Number) })
    expect(found.waited).toBeGreaterThan(0)
  }, 60_000)
})

describe('S5, S6: a reason and a name are nothing but that', () => {
  it('of 3,000 odd ones each is quoted or refused, and the spec has one decision and its own criteria', () => {
    const { tried, refused, broken } = tryOdd({ count: 3_000, seed })
    figures.push(`S5 S6: seed ${seed}, ${tried} odd reasons and names: ${refused} refused, ${broken.length} broken`)
    expect(broken).toEqual([])
    expect(refused).toBeLessThan(tried / 4)
  })

  it('some of them through the program itself', async () => {
    const texts = [...fc.sample(oddText, { numRuns: 8, seed }), ...hugeTexts]
    let written = 0
    for (const [at, text] of texts.entries()) {
      const project = researchProject()
      const { by, author } = safeIdentity({ name: texts[at + 1] ?? '', handle: null, email: null, git: null })
      const order = await orderFor(project.path, { verdict: 'rejected', reason: text, by, author })
      const answer = await writerFor(project.path).decide(order)
      const quoted = quotedReason(text)
      expect([text, answer]).toEqual([
        text,
        expect.objectContaining({ kind: 'problem' in quoted ? 'refused' : 'written' }),
      ])
      if ('problem' in quoted) continue
      written++
      const file = project.git('show', `HEAD:${specPath}`)
      expect([text, by, isOneDecision(file, 'rejected', by, quoted.quoted)]).toEqual([text, by, true])
    }
    figures.push(`S5 S6, through the program: ${texts.length} tried, ${written} written, the others refused`)
    expect(written).toBeGreaterThan(4)
  }, 60_000)
})
