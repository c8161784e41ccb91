import { daysBetween, type LocalDate } from '../../domain/local-time.ts'

/** The day whose values chant's own guide gives, and when it has the interventions live; every other day's are made up. */
const known = '2026-01-28'
const guideLaunched = '2026-01-22'

/**
 * What Acme's agent writes every working morning: the figures as a table, and what stands behind them. `launched`: when
 * the interventions went live.
 */
export function reportFile(date: LocalDate, launched: LocalDate = guideLaunched): string {
  const isKnown = date === known && launched === guideLaunched
  const { churn, activation, tickets, adoption } = valuesOf(daysBetween(launched, date), isKnown)
  return `# Churn KPI Report — ${date}${isKnown ? '' : ', made up for this demo'}

## Summary

| Metric | Baseline | Current | Target | Status |
|---|---|---|---|---|
| Monthly churn | 8% | ${churn}% | 5% | ${churn < 7 ? 'On track' : 'Behind'} |
| 30-day activation | 62% | ${activation}% | 75% | Improving |
| Support tickets/week | 340 | ${tickets} | <250 | Improving |

## Intervention Adoption

* Setup wizard: completed by ${adoption.wizard}% of new accounts
* Integration: switched on by ${adoption.integration} accounts
* Invitations from the sidebar: ${adoption.invites} teams

## Trend

Churn is down by ${tenths(8 - churn)} pp from the baseline. The wizard is used most; two or three more weeks will tell more.
`
}

/** By the days since the interventions went live: by way of what the guide has six days later, to ten weeks later. */
function valuesOf(day: number, isKnown: boolean) {
  const wobble = (size: number) => size * Math.sin(day * 1.7)
  const towards = (from: number, at28: number, end: number, noise: number) => {
    const share = day <= 6 ? day / 6 : Math.min(1, (day - 6) / 62)
    const value = day <= 6 ? from + (at28 - from) * share : at28 + (end - at28) * (1 - (1 - share) ** 2)
    return value + (isKnown ? 0 : wobble(noise))
  }
  return {
    churn: tenths(towards(7.6, 6.2, 5.3, 0.06)),
    activation: tenths(towards(64, 68, 73.5, 0.25)),
    tickets: Math.round(towards(322, 285, 248, 4)),
    adoption: {
      wizard: Math.round(towards(48, 71, 79, 0.5)),
      integration: Math.round(towards(40, 312, 780, 3)),
      invites: Math.round(towards(25, 189, 640, 2)),
    },
  }
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
