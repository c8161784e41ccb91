import type { Edge } from '../edge.ts'
import { activityButtons } from './activity.ts'
import { approvalButtons } from './approval-button.ts'
import { askAgainButton } from './ask-again.ts'
import { checkInButtons } from './check-in-buttons.ts'
import { checkInFormSent } from './check-in-form.ts'
import { checkInHandOver } from './check-in-hand-over.ts'
import { checkInMenu } from './check-in-menu.ts'
import { checkInSkipSent } from './check-in-skip-form.ts'
import { checkInValueSent } from './check-in-value-form.ts'
import { decisions } from './decisions.ts'
import { digest } from './digest.ts'
import { driver } from './driver.ts'
import { findingResult } from './finding-result.ts'
import { findings } from './findings.ts'
import { homeOpened } from './home.ts'
import { homeOpenItems } from './home-open-items.ts'
import { leaverHandOver } from './leavers.ts'
import { okrCommand } from './okr-command.ts'
import { okrCommandStatus } from './okr-command-status.ts'
import { personChanged } from './person-changed.ts'
import { readings } from './readings.ts'
import { reportButtons } from './report.ts'
import { research } from './research.ts'
import { settings } from './settings.ts'
import { settingsPause } from './settings-pause.ts'
import { weeklySummaryButtons } from './weekly-summary.ts'

/** Everything Slack can tell us, each in a file of its own name. */
export function registerListeners(edge: Edge): void {
  for (const register of [
    activityButtons,
    approvalButtons,
    askAgainButton,
    checkInButtons,
    checkInFormSent,
    checkInHandOver,
    checkInMenu,
    checkInSkipSent,
    checkInValueSent,
    decisions,
    digest,
    driver,
    findingResult,
    findings,
    homeOpened,
    homeOpenItems,
    leaverHandOver,
    okrCommand,
    okrCommandStatus,
    personChanged,
    readings,
    reportButtons,
    research,
    settings,
    settingsPause,
    weeklySummaryButtons,
  ])
    register(edge)
}
