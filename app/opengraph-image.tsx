import { ImageResponse } from 'next/og'

export const alt = 'Stateside: where does your session live? Browser, server or store.'
export const size = { width: 1200, height: 630 }
export const contentType = 'image/png'

const PLACES = [
  ['Browser', <circle key="browser" cx="12" cy="12" r="10" fill="#e69f00" />],
  ['Server', <rect key="server" x="2" y="2" width="20" height="20" rx="2" fill="#56b4e9" />],
  ['Store', <path key="store" d="M2 6.3c0-2.4 4.5-4.3 10-4.3s10 1.9 10 4.3v11.4c0 2.4-4.5 4.3-10 4.3s-10-1.9-10-4.3z" fill="#1fb98d" />],
] as const

/** What is shown where somebody posts a link. Drawn once, by the build. */
export default function Image() {
  return new ImageResponse(
    (
      <div
        style={{
          display: 'flex',
          flexDirection: 'column',
          justifyContent: 'space-between',
          width: '100%',
          height: '100%',
          padding: 88,
          background: '#1b1a17',
          color: '#f1eee8',
        }}
      >
        <div style={{ display: 'flex', fontSize: 40, color: '#aaa498' }}>Stateside</div>
        <div style={{ display: 'flex', maxWidth: 940, fontSize: 104, lineHeight: 1.08, letterSpacing: -3 }}>Where does your session live?</div>
        <div style={{ display: 'flex' }}>
          {PLACES.map(([name, mark]) => (
            <div key={name} style={{ display: 'flex', alignItems: 'center', marginRight: 72, fontSize: 40 }}>
              <svg viewBox="0 0 24 24" width="56" height="56" style={{ marginRight: 20 }}>
                {mark}
              </svg>
              {name}
            </div>
          ))}
        </div>
      </div>
    ),
    size,
  )
}
