import type { Checkboxes, InputBlock, KnownBlock, MultiStaticSelect } from '@slack/types'
import { type ReportSection, reportSections } from '../../domain/teams.ts'
import type { ReportSettingsForm } from '../../usecases/daily-report/report-settings.ts'
import { context } from '../blocks/blocks.ts'
import { choiceField, selectField, textField, timeField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain, shorten } from '../blocks/text.ts'

const sectionWords: Record<ReportSection, string> = {
  activity: 'What the agents did',
  kpis: 'KPIs and their trends',
  approvals: 'Decisions that wait',
  confidence: 'Who is surer or less sure',
}

/** Time, zone, labels, KPIs, sections, always or only when something is new: the daily report of one channel. */
export function reportSettingsForm(form: ReportSettingsForm): Modal {
  const { channelId, isOn, teams, settings, zones, knownLabels, kpis } = form
  const labels = knownLabels.length > 0 ? ` Labels there are: ${knownLabels.join(', ')}.` : ''
  const blocks: KnownBlock[] = [
    context(opening(form)),
    ...(isOn
      ? []
      : [
          selectField(
            { id: 'team', label: 'Whose report is it?' },
            teams.map(({ id, name }) => [String(id), clip(name, 70)] as const),
            teams[0] ? { initial: String(teams[0].id) } : {},
          ),
        ]),
    timeField({ id: 'time', label: 'When, on working days?' }, { initial: settings.time }),
    selectField(
      { id: 'zone', label: 'In which time zone?' },
      zones.map((zone) => [zone, zone] as const),
      { initial: settings.zone },
    ),
    ...(kpis.length > 0 ? [kpiField(form)] : []),
    textField(
      {
        id: 'labels',
        label: 'Which chant labels?',
        hint: shorten(`Separated by commas. Left empty: every spec.${labels}`, 300),
        optional: true,
      },
      { initial: settings.labels.join(', '), maxLength: 1000 },
    ),
    sectionsField(settings.sections),
    choiceField(
      { id: 'when', label: 'When is there a report?' },
      [
        ['new', 'Only when something is new'],
        ['always', 'Every working day'],
        ...(isOn ? [['off', 'No report in this channel'] as const] : []),
      ],
      { initial: settings.when },
    ),
  ]
  return {
    type: 'modal',
    callback_id: 'report-settings',
    private_metadata: JSON.stringify({ channelId }),
    title: plain('Daily report'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks,
  }
}

function opening({ isOn, teams }: ReportSettingsForm): string {
  const stays = 'What you change here stays when the OKRs are imported again.'
  if (!isOn) return `This channel gets no daily report yet. ${stays}`
  const names = escape(clip(teams.map(({ name }) => name).join(', '), 300))
  return teams.length > 1 ? `For ${names}, who share this channel and its report. ${stays}` : `For ${names}. ${stays}`
}

/** A menu holds a hundred: those that are chosen stand first. */
function kpiField({ settings, kpis }: ReportSettingsForm): InputBlock {
  const chosen = settings.kpis.flatMap((id) => kpis.find((kpi) => kpi.id === id) ?? [])
  const options = [...chosen, ...kpis.filter((kpi) => !chosen.includes(kpi))]
    .slice(0, 100)
    .map(({ id, name }) => ({ value: id, text: plain(shorten(name, 75)) }))
  const initial = options.slice(0, chosen.length)
  const element: MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: 'value',
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  }
  const label = plain('Which KPIs?')
  const hint = plain('The first two with a trend are drawn as charts.')
  return { type: 'input', block_id: 'kpis', optional: true, label, hint, element }
}

function sectionsField(sections: readonly ReportSection[]): InputBlock {
  const options = reportSections.map((section) => ({ value: section, text: plain(sectionWords[section]) }))
  const initial = options.filter(({ value }) => sections.includes(value))
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: 'value',
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  }
  return { type: 'input', block_id: 'sections', optional: true, label: plain('What stands in it?'), element }
}
