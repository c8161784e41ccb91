/** A process made to be killed while it writes a decision: `node chant-victim.ts JSON`. Says what became of it. */
import { writeSync } from 'node:fs'
import { createChantWriter } from '../../src/chant/writer.ts'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'

const { where, clones, environment, order, at } = JSON.parse(process.argv[2] ?? '{}')
const writer = createChantWriter({
  repositories: [{ name: 'acme', where }],
  clones,
  bin: chantStandIn,
  push: false,
  environment,
  now: () => new Date(at),
})
const revived = { ...order, decidedAt: new Date(order.decidedAt) }
if (revived.expected?.at) revived.expected.at = new Date(revived.expected.at)
writeSync(1, 'begins\n')
writeSync(1, `${JSON.stringify(await writer.decide(revived))}\n`)
