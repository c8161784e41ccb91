import { expect, it } from 'vitest'
import { type ApprovalKillFigures, killWhileTelling } from '../../support/approvals-kills.ts'

const seed = Number(process.env['SEED'] ?? 20_260_116)
const batches = 10
const batch = 30

it(`P15: ${batches * batch} kills while decisions are told to chant: each committed once, and everything says so`, async () => {
  const all: ApprovalKillFigures[] = []
  for (let at = 0; at < batches; at++) all.push(await killWhileTelling({ kills: batch, seed: seed + at }))
  const sum = (name: 'kills' | 'acknowledged' | 'decided' | 'lost') => all.reduce((total, one) => total + one[name], 0)
  const found = all.map((one) => one.found)
  const figures = { kills: sum('kills'), acknowledged: sum('acknowledged'), decided: sum('decided'), lost: sum('lost') }
  process.stdout.write(`P15, clicks: ${JSON.stringify({ seed, ...figures, found })}\n`)
  expect(figures.lost).toBe(0)
  expect(all.flatMap((one) => one.disagreements)).toEqual([])
})
