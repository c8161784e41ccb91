import { onTestFinished } from 'vitest'
import { type Demo, startDemo } from '../../../src/cli/demo-app.ts'
import type { Filled } from '../../../src/demo/workspace/people/person.ts'
import { buttonsOf, wordsOf } from '../../../src/demo/workspace/readers.ts'
import type { Message } from '../../../src/demo/workspace/state/model.ts'
import { silentLogger } from '../../../src/platform/logger.ts'
import { runGit, temporaryFolder } from '../../support/chant-project.ts'
import { fixedClock } from '../../support/slack-workspace.ts'

export interface PlayedDemo extends Demo {
  /** Plays until this instant. */
  to(iso: string): Promise<void>
  settle(): Promise<void>
  /** The newest card in #kpi-churn. */
  card(): Message
  /** What the cards in #kpi-churn say in their threads, a line for each message. */
  threads(): string[]
  /** Presses a button of the newest card whose words begin so. */
  press(who: string, button: string): Promise<void>
  /** Sends the form somebody has open. */
  submit(who: string, typed: Filled): Promise<void>
  /** `subject | author | committer`, oldest first. */
  log(since?: string): string[]
  read(path: string): string
}

/** The demo itself, without its page and with a machine's clock that stands: time goes on when it is moved. */
export async function playDemo(folder: string = temporaryFolder(), env = noChant()): Promise<PlayedDemo> {
  const machine = fixedClock('2026-11-20T12:00:00Z')
  const demo = await startDemo({ folder, port: 0, machine, env, log: silentLogger, worksByItself: false })
  let isRunning = true
  const stop = async () => {
    if (isRunning) await demo.stop()
    isRunning = false
  }
  onTestFinished(stop)
  const { workspace, app, repository } = demo
  const cards = () =>
    workspace.messages('kpi-churn').filter((message) => JSON.stringify(message.blocks).includes('"approval:'))
  const card = () => {
    const last = cards().at(-1)
    if (!last) throw new Error('no card stands in #kpi-churn')
    return last
  }
  return {
    ...demo,
    stop,
    settle: () => app.settle(),
    to: (iso) => demo.playTo(new Date(iso)),
    card,
    threads: () =>
      cards().flatMap((one) => workspace.replies(one).map((reply) => wordsOf(reply).replaceAll('\n', ' '))),
    async press(who, button) {
      const found = buttonsOf(card()).find(({ text }) => text.startsWith(button))
      if (!found) throw new Error(`no ${button} on ${JSON.stringify(buttonsOf(card()))}`)
      await workspace.as(who).press(card(), { block_id: found.blockId, text: found.text })
      await app.settle()
    },
    async submit(who, typed) {
      const form = workspace.modal(who)
      if (!form) throw new Error(`${who} has no form`)
      const { ok, errors } = await workspace.as(who).submit(form, typed)
      if (!ok || errors) throw new Error(JSON.stringify(errors))
      await app.settle()
    },
    log: (since) =>
      runGit(repository.path, [
        'log',
        '--reverse',
        '--format=%s | %an | %cn',
        ...(since === undefined ? [] : [`${since}..HEAD`]),
      ]).split('\n'),
    read: (path) => runGit(repository.path, ['show', `HEAD:${path}`]),
  }
}

/** Without chant, whatever the machine has. */
function noChant(): Record<string, string | undefined> {
  return { ...process.env, CHANT_BIN: '/nonexistent/chant' }
}
