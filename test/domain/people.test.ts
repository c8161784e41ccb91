import { expect, test } from 'vitest'
import { parsePersonReference, zoneOf } from '../../src/domain/people.ts'
import { isChannelReference } from '../../src/domain/teams.ts'

test.each([
  ['Sarah@Acme.example', { kind: 'email', text: 'sarah@acme.example' }],
  [' @Mike ', { kind: 'handle', text: '@mike' }],
  ['U0MIKE', { kind: 'slack-id', text: 'u0mike' }],
  ['W012A3CDE', { kind: 'slack-id', text: 'w012a3cde' }],
  ['mike', null],
  ['@', null],
  ['a b@acme.example', null],
  ['<@U0MIKE>', null],
  ['', null],
])('%j means a person, or nobody', (text, reference) => {
  expect(parsePersonReference(text)).toEqual(reference)
})

test('a person without a zone has the workspace’s', () => {
  expect(zoneOf({ zone: null }, 'UTC')).toBe('UTC')
  expect(zoneOf({ zone: 'Asia/Kathmandu' }, 'UTC')).toBe('Asia/Kathmandu')
})

test('a channel is #name or an id', () => {
  expect(['#retention', 'C0RETENTION', 'G0123'].every(isChannelReference)).toBe(true)
  expect(['retention', '#', '#a b', 'U0123', 'c0123'].some(isChannelReference)).toBe(false)
})
