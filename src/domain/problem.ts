/**
 * Something that cannot be done, in a sentence the person can read and act on. Shown as it is; never a bug
 * (a bug gets a reference number instead).
 */
export class Problem extends Error {
  override readonly name: string = 'Problem'
}

/** The environment (a token, an address, a path) has to say something else before this can be done. */
export class SettingProblem extends Problem {
  override readonly name = 'SettingProblem'
}
