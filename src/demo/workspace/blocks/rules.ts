import type { Json } from '../state/model.ts'

/** Something Slack would refuse, with a JSON pointer to it. */
export interface BlockProblem {
  pointer: string
  code: 'failed_constraint' | 'missing_required_field' | 'additional_property' | 'unsupported_type' | 'invalid_type'
  message: string
}

export type Surface = 'message' | 'modal' | 'home'

/** Where the checking is: the place, what surface it is on, and where problems go. */
export interface At {
  pointer: string
  surface: Surface
  problems: BlockProblem[]
}

/** Looks at one value and reports what is wrong with it. */
export type Rule = (value: unknown, at: At) => void

/** A field of an object: its rule, and whether it must be there. */
export interface Field {
  rule: Rule
  required: boolean
}

export const need = (rule: Rule): Field => ({ rule, required: true })
export const may = (rule: Rule): Field => ({ rule, required: false })

export function report(at: At, message: string, code: BlockProblem['code'] = 'failed_constraint'): void {
  at.problems.push({ pointer: at.pointer || '/', code, message })
}

export function inside(at: At, name: string | number): At {
  return { ...at, pointer: `${at.pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}` }
}

/** A text of `min` (default 1) to `max` characters. */
export function string(max: number, { min = 1, like }: { min?: number; like?: RegExp } = {}): Rule {
  return (value, at) => {
    if (typeof value !== 'string') return report(at, 'must provide a string', 'invalid_type')
    if (value.length < min) report(at, `must be more than ${min - 1} characters`)
    if (value.length > max) report(at, `must be less than ${max + 1} characters`)
    if (like && !like.test(value)) report(at, `must match ${like.source}`)
  }
}

export function oneOf(...allowed: readonly unknown[]): Rule {
  return (value, at) => {
    if (!allowed.includes(value)) report(at, `must be one of: ${allowed.join(', ')}`)
  }
}

export const boolean: Rule = (value, at) => {
  if (typeof value !== 'boolean') report(at, 'must provide a boolean', 'invalid_type')
}

export function number({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole = false } = {}): Rule {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return report(at, 'must provide a number', 'invalid_type')
    if (whole && !Number.isInteger(value)) report(at, 'must provide an integer', 'invalid_type')
    if (value < min || value > max) report(at, `must be between ${min} and ${max}`)
  }
}

export function list(rule: Rule, { min = 1, max = Number.POSITIVE_INFINITY } = {}): Rule {
  return (value, at) => {
    if (!Array.isArray(value)) return report(at, 'must provide an array', 'invalid_type')
    if (value.length < min) report(at, `no fewer than ${min} items allowed`)
    if (value.length > max) report(at, `no more than ${max} items allowed`)
    value.forEach((item, index) => {
      rule(item, inside(at, index))
    })
  }
}

/** An object with these fields and no others; `rest` looks at how its fields go together. */
export function object(fields: Record<string, Field>, rest?: (value: Json, at: At) => void): Rule {
  return (value, at) => {
    if (!isObject(value)) return report(at, 'must provide an object', 'invalid_type')
    for (const [name, field] of Object.entries(fields)) {
      // Slack treats null like a field that is left out.
      const given = value[name] ?? undefined
      if (given !== undefined) field.rule(given, inside(at, name))
      else if (field.required) report(at, `missing required field: ${name}`, 'missing_required_field')
    }
    for (const name of Object.keys(value)) {
      if (!(name in fields)) report(at, `invalid additional property: ${name}`, 'additional_property')
    }
    rest?.(value, at)
  }
}

/** One of several objects, told apart by `type`. */
export function byType(rules: Record<string, Rule>): Rule {
  return (value, at) => {
    if (!isObject(value)) return report(at, 'must provide an object', 'invalid_type')
    const { type } = value
    if (typeof type !== 'string') return report(at, 'missing required field: type', 'missing_required_field')
    const rule = Object.hasOwn(rules, type) ? rules[type] : undefined
    if (rule) rule(value, at)
    else report(inside(at, 'type'), `unsupported type: ${type}`, 'unsupported_type')
  }
}

/** Of the named rules only these, for a place that does not take all. */
export function only(rules: Record<string, Rule>, ...types: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(types.map((type) => [type, rules[type] ?? unknown(type)]))
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unknown(type: string): never {
  throw new Error(`there is no rule for ${type}`)
}
