/** The figures of a drawing, to be read: a row for each mode. */
export function FigureTable({
  caption,
  columns,
  rows,
}: {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly mode: string; readonly cells: readonly string[] }[]
}) {
  return (
    <table className="mt-4 w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-left text-muted">
          <th scope="col" className="py-2 pr-3 font-normal">
            Mode
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className="py-2 pr-3 font-normal">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ mode, cells }) => (
          <tr key={mode} className="border-b border-line align-top">
            <th scope="row" className="py-2 pr-3 text-left font-mono font-normal">
              {mode}
            </th>
            {cells.map((cell, at) => (
              <td key={at} className="py-2 pr-3 tabular-nums wrap-anywhere">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
