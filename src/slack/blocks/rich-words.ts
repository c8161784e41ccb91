import type { RichTextBlock, RichTextElement } from '@slack/types'

/** What rich text says, in plain words that are not escaped yet; a part and an item each on a line of its own. */
export function richWords({ elements }: RichTextBlock): string {
  return elements
    .flatMap((element) =>
      element.type === 'rich_text_list'
        ? element.elements.map((item) => wordsIn(item.elements))
        : [wordsIn(element.elements)],
    )
    .filter((words) => words.trim() !== '')
    .join('\n')
}

function wordsIn(elements: readonly RichTextElement[]): string {
  return elements.map(wordOf).join('')
}

/** Links by their words, and people not at all: who is called stands in the message itself. */
function wordOf(element: RichTextElement): string {
  if (element.type === 'text') return element.text
  return element.type === 'link' ? (element.text ?? element.url) : ''
}
