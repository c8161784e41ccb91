import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/platform/db.ts'
import { standingAnswer } from '../../src/storage/check-ins.ts'
import type { RunningAcme } from '../support/app.ts'
import { addKeyResult, changeKeyResult, monday, readings } from '../support/check-ins.ts'

const titles = [
  'Senke die monatliche Kündigungsrate von 8 % auf 5 %, ohne dass die Zufriedenheit der Großkunden darunter leidet. '.repeat(
    3,
  ),
  '将月度客户流失率从百分之八降低到百分之五，同时保持企业客户的满意度不低于去年同期的水平。'.repeat(8),
  'خفض معدل تسرب العملاء الشهري من ثمانية بالمئة إلى خمسة بالمئة مع الحفاظ على رضا العملاء. '.repeat(4),
  'ลดอัตราการเลิกใช้งานของลูกค้ารายเดือนจากแปดเปอร์เซ็นต์เหลือห้าเปอร์เซ็นต์'.repeat(5),
  '👩‍👩‍👧‍👦🏳️‍🌈🇳🇵'.repeat(60),
  '<!channel> & <@U0SARAH000> "said" \\ so; '.repeat(9),
  'मासिक ग्राहक हानि दर को आठ प्रतिशत से घटाकर पाँच प्रतिशत करना। '.repeat(6),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘ '.repeat(12),
  'A'.repeat(400),
  'Снизить ежемесячный отток клиентов с восьми до пяти процентов. '.repeat(6),
]

/** Mike owns this many, with titles in all scripts, readings, and notes. */
function many(count: number) {
  return (db: Db) => {
    for (let n = 1; n <= count; n++) {
      const id = `O1-KR${n <= 2 ? n : n + 1}`
      const dashboard = `https://metrics.example.com/dashboards/${n}?from=2026-01-01&to=2026-03-31`
      const change = { title: titles[(n - 1) % titles.length] as string, dashboard }
      if (n <= 2) changeKeyResult(db, id, change)
      else {
        addKeyResult(db, id, change, {
          name: 'Monthly customer churn of everybody who came by the new campaign',
          unit: '%',
        })
        readings(
          db,
          `kpi-${id}`,
          [
            ['2025-12-20', 8],
            ['2026-01-04', 7.5],
            ['2026-01-11', 7],
          ],
          '2026-01-11T12:00:00Z',
        )
      }
    }
  }
}
const ids = (count: number) => Array.from({ length: count }, (_, n) => `O1-KR${n < 2 ? n + 1 : n + 2}`)

/** What was sent last, as it travelled: Slack counts all of it. */
function size({ workspace }: RunningAcme): number {
  const sent = workspace.calls().findLast(({ method }) => method === 'chat.postMessage' || method === 'chat.update')
  const { blocks } = (sent?.args ?? {}) as { blocks?: unknown }
  return (typeof blocks === 'string' ? blocks : JSON.stringify(blocks)).length
}

describe('ten key results', () => {
  it('fit into one message, whatever their titles are, and each can be answered in it', async () => {
    const { acme, mike, saved } = await monday({ before: many(10) })
    expect(mike.message().blocks.length).toBeLessThanOrEqual(50)
    expect(size(acme)).toBeLessThanOrEqual(13_000)
    expect(mike.words()).not.toContain('Next')
    for (const id of ids(10)) {
      expect(mike.part(id)).toContain('🟢 On track')
      expect(mike.choices(id)).toContain('Skip this week')
    }
    await mike.press('O1-KR11', '🟢 On track')
    expect(standingAnswer(saved('O1-KR11'))?.answer.confidence).toBe(2)
  })

  it('still fit when each is at risk with all there is to say', async () => {
    const { acme, mike } = await monday({ before: many(10) })
    const long = 'The exporter is late because the vendor changed their mind & nobody <told> us. '.repeat(6)
    for (const id of ids(10)) {
      await mike.press(id, '🔴 Off track')
      await mike.fill({
        'What is the risk?': 'Dependency: we wait for somebody else',
        'In your words': long,
        'What happens next?': long.slice(0, 290),
        'Anything else?': long,
      })
    }
    expect(size(acme)).toBeLessThanOrEqual(13_000)
    expect(mike.words()).toContain('All done, Mike.')
    await acme.playTo('2026-01-19T17:00:00Z')
    expect(size(acme)).toBeLessThanOrEqual(13_000)
    expect(mike.part('O1-KR11')).toContain('Same as last time')
  })
})

describe('more than ten key results', () => {
  it('page inside the message, which says where something is open', async () => {
    const { mike, saved, acme } = await monday({ before: many(13) })
    expect(mike.words()).toContain('13 key results')
    expect(mike.words()).not.toContain('O1-KR14')
    const page = async (text: string) => {
      await acme.workspace.as('mike').press(mike.message(), { block_id: 'pages', text })
      await acme.settle()
    }
    await page('Next (3 open)')
    expect(mike.words()).toContain('Key results 11 to 13 of 13')
    await mike.press('O1-KR14', '🟢 On track')
    expect(standingAnswer(saved('O1-KR14'))?.answer.confidence).toBe(2)
    expect(mike.part('O1-KR14')).toContain('Saved')
    await page('Previous (10 open)')
    expect(mike.words()).toContain('Key results 1 to 10 of 13')
    expect(mike.words()).toContain('Next (2 open)')
  })
})
