import { expect, test } from 'vitest'
import { silentLogger } from '../../src/platform/logger.ts'
import { stopInOrder, stopRequested } from '../../src/platform/shutdown.ts'

test('ends everything in order, each after the one before', async () => {
  const ended: string[] = []
  const step = (name: string) => ({
    name,
    stop: async () => {
      await new Promise(setImmediate)
      ended.push(name)
    },
  })
  expect(await stopInOrder([step('door'), step('worker'), step('file')], 5000, silentLogger)).toBe(true)
  expect(ended).toEqual(['door', 'worker', 'file'])
})

test('what fails or does not end keeps nothing else from ending', async () => {
  const ended: string[] = []
  const steps = [
    { name: 'fails', stop: () => Promise.reject(new Error('no')) },
    { name: 'throws', stop: () => void JSON.parse('{') },
    { name: 'hangs', stop: () => new Promise<void>(() => {}) },
    { name: 'file', stop: () => void ended.push('file') },
  ]
  expect(await stopInOrder(steps, 5, silentLogger)).toBe(false)
  expect(ended).toEqual(['file'])
})

test('the first signal asks to stop, a second one is no longer caught', async () => {
  const before = process.listenerCount('SIGTERM')
  const asked = stopRequested()
  expect(process.listenerCount('SIGTERM')).toBe(before + 1)
  process.emit('SIGTERM', 'SIGTERM')
  expect(await asked).toBe('SIGTERM')
  expect([process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')]).toEqual([before, before])
})
