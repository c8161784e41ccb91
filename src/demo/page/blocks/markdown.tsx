import { Fragment } from 'react'
import { type ListItem, type MarkdownBlock, parseMarkdown } from '../text/markdown.ts'
import { Inlines } from './text.tsx'

/** Slack's `markdown` block. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="rich-text markdown">
      <Parts of={parseMarkdown(text)} />
    </div>
  )
}

function Parts({ of }: { of: readonly MarkdownBlock[] }) {
  return of.map((block, index) => <Part key={index} of={block} />)
}

function Part({ of }: { of: MarkdownBlock }) {
  switch (of.kind) {
    case 'heading':
      return (
        <p role="heading" aria-level={Math.min(6, of.level + 2)} className={`heading heading-${Math.min(3, of.level)}`}>
          <Inlines of={of.inlines} />
        </p>
      )
    case 'paragraph':
      return (
        <p>
          <Inlines of={of.inlines} />
        </p>
      )
    case 'code':
      return <pre className="pre">{of.text}</pre>
    case 'quote':
      return (
        <blockquote className="quote">
          <Parts of={of.blocks} />
        </blockquote>
      )
    case 'rule':
      return <hr className="divider" />
    case 'list':
      return of.ordered ? (
        <ol className="list" start={of.start}>
          <Items of={of.items} />
        </ol>
      ) : (
        <ul className="list">
          <Items of={of.items} />
        </ul>
      )
    case 'table':
      return <Table of={of} />
  }
}

function Items({ of }: { of: readonly ListItem[] }) {
  return of.map((item, index) => (
    <li key={index} className={item.done === null ? undefined : 'task'}>
      {item.done !== null && (
        <input type="checkbox" checked={item.done} readOnly disabled aria-label={item.done ? 'Done' : 'Not done'} />
      )}
      {item.blocks.map((block, at) =>
        block.kind === 'paragraph' ? (
          <Fragment key={at}>
            <Inlines of={block.inlines} />
          </Fragment>
        ) : (
          <Part key={at} of={block} />
        ),
      )}
    </li>
  ))
}

function Table({ of: { align, rows } }: { of: Extract<MarkdownBlock, { kind: 'table' }> }) {
  const [head = [], ...body] = rows
  const style = (column: number) => ({ textAlign: align[column] ?? 'left' })
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Table">
      <table className="table">
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" style={style(column)}>
                <Inlines of={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} style={style(column)}>
                  <Inlines of={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
