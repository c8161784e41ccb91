import { slackPace } from '../../src/compose.ts'
import { startAcme } from './app.ts'
import { owe, until } from './owed.ts'

export interface PaceFigures {
  messages: number
  minutes: number
  posts: number
  limited: number
  /** Longest wait of somebody's own answer while the fan-out ran, in seconds of the workspace's clock. */
  slowestAnswer: number
  lost: number
  twice: number
}

/** Slack's own limits, and our pace below them, on a clock that is played: `count` people are owed a message at once. */
export async function fanOutAtSlacksPace(count: number): Promise<PaceFigures> {
  const people = Array.from({ length: count }, (_, n) => ({
    id: `U${String(n).padStart(9, '0')}`,
    handle: `owner${n}`,
    name: `Owner ${n}`,
    email: `owner${n}@acme.example`,
  }))
  const sarah = { handle: 'sarah', name: 'Sarah', email: 'sarah@acme.example', admin: true }
  const mike = { handle: 'mike', name: 'Mike', email: 'mike@acme.example' }
  const acme = await startAcme({
    workspace: { people: [sarah, mike, ...people], limits: { perChannelPerSecond: 1, perMinute: 300 } },
    pace: slackPace,
  })
  acme.workspace.clearCalls()
  for (const { handle } of people) owe(acme, `fan-out:${handle}`, handle)

  const began = acme.clock.now().getTime()
  const secondsSince = () => (acme.clock.now().getTime() - began) / 1000
  const waits: number[] = []
  const sentAll = () => acme.workspace.calls('chat.postMessage').filter(({ ok }) => ok).length >= count
  for (let second = 20; !sentAll(); second += 20) {
    await until(acme, second)
    if (secondsSince() > 3600) break
    const asked = acme.clock.now().getTime()
    owe(acme, `answer:${second}`, 'mike', 'because', 0)
    await until(acme, second + 2)
    const answered = acme.workspace.calls('chat.postMessage').findLast(({ args }) => args['channel'] === 'D0MIKE0000')
    waits.push(answered ? (answered.at.getTime() - asked) / 1000 : Number.POSITIVE_INFINITY)
  }
  const posts = acme.workspace.calls('chat.postMessage')
  const fanOut = posts.filter(({ ok, args }) => ok && args['channel'] !== 'D0MIKE0000')
  const last = Math.max(...fanOut.map(({ at }) => at.getTime()))
  return {
    messages: count,
    minutes: Math.round((last - began) / 6000) / 10,
    posts: posts.length,
    limited: posts.filter(({ status }) => status === 429).length,
    slowestAnswer: Math.max(...waits),
    lost: people.filter(({ handle }) => acme.workspace.dm(handle).length === 0).length,
    twice: acme.workspace.duplicatesByMarker().size,
  }
}
