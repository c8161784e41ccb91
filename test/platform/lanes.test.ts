import { expect, it } from 'vitest'
import { createLanes } from '../../src/platform/lanes.ts'

it('what has the same key runs one after the other, other keys beside it, and a failure holds up nobody', async () => {
  const inTurn = createLanes<string>()
  const happened: string[] = []
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const slow = inTurn('a', async () => {
    await gate
    happened.push('a1')
    throw new Error('lost')
  })
  const second = inTurn('a', async () => happened.push('a2'))
  await inTurn('b', async () => happened.push('b1'))
  expect(happened).toEqual(['b1'])
  open()
  await expect(slow).rejects.toThrow('lost')
  await second
  expect(happened).toEqual(['b1', 'a1', 'a2'])
})
