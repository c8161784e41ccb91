/**
 * Something that cannot be done, in a sentence the person can read and act on. Shown as it is; never a bug
 * (a bug gets a reference number instead).
 */
export class Problem extends Error {
  override readonly name = 'Problem'
}
