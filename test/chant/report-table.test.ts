import { describe, expect, it } from 'vitest'
import { parseReportTable } from '../../src/chant/report-table.ts'

const report = `# Churn KPI Report — 2026-01-28

## Summary

| Metric | Baseline | Current | Target | Status |
|--------|----------|---------|--------|--------|
| Monthly churn | 8% (Dec 2025) | **6.2%** | 5% | On track |
| 30-day activation | 62 % | 68,5 % | 75 % | Improving |
| Support tickets/week | 340 | 285 | <250 | Improving |
| NPS | 32 | not reported | 40+ |

## Intervention Adoption (First Week)

| Intervention | Metric | Value |
|---|---|---|
| Wizard | completion | 71% |
`

describe('a report file', () => {
  it('gives its date and one row for each metric, with numbers as people write them', () => {
    const { date, rows, problems } = parseReportTable(report)
    expect(date).toBe('2026-01-28')
    expect(
      rows.map(({ metric, baseline, current, target, status }) => [
        metric,
        baseline?.value,
        current?.value,
        current?.unit,
        target?.bound,
        target?.value,
        status,
      ]),
    ).toEqual([
      ['Monthly churn', 8, 6.2, '%', null, 5, 'On track'],
      ['30-day activation', 62, 68.5, '%', null, 75, 'Improving'],
      ['Support tickets/week', 340, 285, null, '<', 250, 'Improving'],
      ['NPS', 32, undefined, undefined, '>=', 40, null],
    ])
    expect(problems).toEqual([])
  })

  it('reads money, columns in another order, and a bar inside a name', () => {
    const { rows } = parseReportTable(
      'Status | Current | KPI\n:-- | --: | :-:\nok | $2.5M | A \\| B\nok | 1 | [MRR](https://acme.example)\n',
    )
    expect(rows.map(({ metric, current }) => [metric, current?.value, current?.unit])).toEqual([
      ['A | B', 2_500_000, '$'],
      ['MRR', 1, null],
    ])
  })

  it('names the line whose cell is no number, and keeps the others', () => {
    const { rows, problems } = parseReportTable(
      '| Metric | Current |\r\n|---|---|\r\n| Churn | soon |\r\n| NPS | 40 |\r\n',
    )
    expect(rows.map(({ current }) => current?.value)).toEqual([undefined, 40])
    expect(problems).toEqual([
      { line: 3, text: 'Churn, current: “soon” is no number. Write it like 6.2, 6.2 % or $2.5M.' },
    ])
  })

  it('takes no example in a code fence, and no other table, for figures', () => {
    expect(
      parseReportTable('```\n| Metric | Current |\n|---|---|\n| Churn | 6 |\n```\n| A | B |\n|---|---|\n| 1 | 2 |')
        .rows,
    ).toEqual([])
    expect(parseReportTable('')).toEqual({ date: null, rows: [], problems: [] })
  })
})
