import { expect, it } from 'vitest'
import { decideAtOnce } from '../../support/chant-at-once.ts'
import { type ChantKillFigures, killWhileDeciding } from '../../support/chant-kills.ts'
import { tryOdd } from '../../support/chant-odd-texts.ts'

const seed = Number(process.env['SEED'] ?? 20_260_115)

it('P15: of 600 decisions that were killed while they were written each is committed once', async () => {
  const figures: ChantKillFigures[] = []
  for (let batch = 0; batch < 6; batch++) figures.push(await killWhileDeciding({ kills: 100, seed: seed + batch }))
  const sum = (name: keyof ChantKillFigures) => figures.reduce((total, one) => total + one[name], 0)
  const all = Object.fromEntries(
    (Object.keys(figures[0] ?? {}) as (keyof ChantKillFigures)[]).map((name) => [name, sum(name)]),
  )
  process.stdout.write(`P15: ${JSON.stringify({ seed, ...all })}\n`)
  expect(all).toMatchObject({ decided: 600, lost: 0, twice: 0, untidy: 0 })
  expect(all['between']).toBeGreaterThanOrEqual(500)
})

it('P15: twenty at once, ten times, beside somebody who stages a file', async () => {
  for (let turn = 0; turn < 10; turn++) {
    const found = await decideAtOnce(20)
    process.stdout.write(`P15, at once: ${JSON.stringify(found)}\n`)
    expect(found).toMatchObject({ decisions: 20, commits: 20, mixed: 0, reverted: 0, sweptIn: 0 })
  }
})

it('S5, S6: of 50,000 odd reasons and names each is quoted or refused', () => {
  const { tried, refused, broken } = tryOdd({ count: 50_000, seed })
  process.stdout.write(`S5 S6: ${JSON.stringify({ seed, tried, refused, broken: broken.length })}\n`)
  expect(broken).toEqual([])
})
