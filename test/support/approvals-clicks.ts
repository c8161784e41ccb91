import { randomUUID } from 'node:crypto'
import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import type { Json, Message } from '../../src/demo/workspace/state/model.ts'
import type { Approval } from '../../src/domain/approvals.ts'
import { listApprovals } from '../../src/storage/approvals/approvals.ts'
import type { RunningAcme } from './app.ts'
import { type Deciding, researchId } from './approvals.ts'
import { cardOf, disagreements } from './approvals-agree.ts'
import { specText } from './chant-project.ts'
import { send, signedRequest } from './signed-request.ts'

/** A press on a button of a card, as Slack would send it, whoever it is said to be by and whatever stands there now. */
export function pressPayload(
  acme: RunningAcme,
  { by, action, value, card }: { by: string; action: string; value: string; card: Message },
): Json {
  const { id: user } = acme.workspace.as(by)
  const state = acme.workspace.channels().find(({ name }) => name === 'retention')
  return {
    type: 'block_actions',
    team: { id: 'T0ACME0000', domain: 'acme' },
    user: { id: user, username: by, name: by, team_id: 'T0ACME0000' },
    api_app_id: 'A0APP00000',
    trigger_id: `1.2.${randomUUID().replaceAll('-', '')}`,
    container: { type: 'message', message_ts: card.ts, channel_id: card.channel, is_ephemeral: false },
    channel: { id: card.channel, name: state?.name ?? 'retention' },
    message: { type: 'message', ts: card.ts, text: card.text, blocks: card.blocks },
    response_url: `${acme.workspace.url}/none`,
    actions: [{ type: 'button', block_id: 'x', action_id: `approval:${action}`, value, action_ts: '1.1' }],
  }
}

/** A form that is sent, as Slack would send it, whoever opened it. */
export function formPayload(
  acme: RunningAcme,
  { by, form, metadata, fields }: { by: string; form: string; metadata: string; fields: Record<string, string> },
): Json {
  const { id: user } = acme.workspace.as(by)
  const values = Object.fromEntries(
    Object.entries(fields).map(([id, value]) => [id, { [id]: { type: 'plain_text_input', value } }]),
  )
  return {
    type: 'view_submission',
    team: { id: 'T0ACME0000', domain: 'acme' },
    user: { id: user, username: by, name: by, team_id: 'T0ACME0000' },
    api_app_id: 'A0APP00000',
    trigger_id: `1.2.${randomUUID()}`,
    view: {
      id: `V${randomUUID().slice(0, 8)}`,
      type: 'modal',
      callback_id: form,
      private_metadata: metadata,
      hash: `1.${randomUUID()}`,
      state: { values },
      blocks: [],
    },
    response_urls: [],
  }
}

/** Delivers it with Slack's signature; answers with what the app answered. HTTP only. */
export async function deliverRaw(acme: RunningAcme, payload: Json): Promise<number> {
  const url = `http://127.0.0.1:${acme.app.port()}/slack/events`
  const status = await send(url, signedRequest(acme.workspace.signingSecret, payload, { asForm: true }))
  await acme.settle()
  return status
}

/** Reads what an approval is at. */
export function approvals({ acme }: Pick<Deciding, 'acme'>): Approval[] {
  return listApprovals(acme.database.db).reverse()
}

/** More research like the first, each with a card of its own; returns all ids. */
export async function moreResearch({ project, look }: Deciding, more: number): Promise<string[]> {
  const ids = Array.from({ length: more }, (_, at) => `2026-01-13-${String(at + 100)}-par`)
  for (const id of ids) {
    const text = specText({
      title: `Research ${id}`,
      status: 'completed',
      labels: ['kpi-churn'],
      more: 'completed_at: 2026-01-14T16:45:00Z\n',
      body: `Findings of ${id}.\n\n## Acceptance Criteria\n\n- [x] Done\n`,
    })
    project.write(`.chant/specs/${id}.md`, text)
  }
  project.commit('chant: Record research', { at: '2026-01-14T16:50:00Z' })
  await look()
  return [researchId, ...ids]
}

export function cardsOf(waits: Deciding): Message[] {
  const { acme } = waits
  return approvals(waits).flatMap(({ id }) => cardOf(acme.database.db, acme.workspace, id) ?? [])
}

/** Lets everything be said that is to be said: threads are told one after the other. */
export async function everythingSaid({ acme }: Deciding): Promise<void> {
  await acme.playTo(new Date(acme.clock.now().getTime() + 60_000).toISOString())
}

export function agree({ acme, project }: Deciding): string[] {
  return disagreements({ workspace: acme.workspace, db: acme.database.db, git: project.git })
}

/** What was said privately to somebody, all of it. */
export function toldPrivately({ acme }: Deciding, who: string): string {
  return acme.workspace
    .ephemerals(who)
    .map((one) => `${one.text} ${wordsOf(one)}`)
    .join('\n')
}

/** Commits that hold a decision, oldest first: `Sarah approve`. */
export function decidedInGit({ project }: Deciding): string[] {
  return project
    .git('log', '--reverse', '--format=%an|%s')
    .split('\n')
    .flatMap((line) => {
      const [, who, verb] = /^(.*)\|chant\(.*\): (approve|reject) spec$/.exec(line) ?? []
      return who ? [`${who} ${verb}`] : []
    })
}

export function buttons(card: Message): string[] {
  return buttonsOf(card).map(({ text }) => text)
}
