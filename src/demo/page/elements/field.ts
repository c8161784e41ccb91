/** How an element is tied to the label, hint and error of the input block around it. */
export interface Field {
  /** The id the label points to. */
  id: string
  labelledBy: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}

interface Named {
  placeholder?: { text: string }
}

/** The ARIA attributes of a control: from its field, else its placeholder, else a word for what it is. */
export function ariaOf(field: Field | undefined, element: Named, kind: string) {
  if (!field) return { 'aria-label': element.placeholder?.text ?? kind }
  return {
    id: field.id,
    'aria-labelledby': field.labelledBy,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
  }
}
