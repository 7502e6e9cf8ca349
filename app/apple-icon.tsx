import { ImageResponse } from 'next/og'

export const size = { width: 180, height: 180 }
export const contentType = 'image/png'

/** `icon.svg` for home screens, which round the corners themselves. Drawn once, by the build. */
export default function Icon() {
  return new ImageResponse(
    (
      <div style={{ display: 'flex', width: '100%', height: '100%', background: '#1b1a17' }}>
        <svg viewBox="0 0 32 32" width="180" height="180">
          <circle cx="10" cy="11" r="5" fill="#e69f00" />
          <rect x="17.5" y="6.5" width="9" height="9" rx="1" fill="#56b4e9" />
          <path d="M10.5 20.3c0-1.3 2.5-2.3 5.5-2.3s5.5 1 5.5 2.3v4.4c0 1.3-2.5 2.3-5.5 2.3s-5.5-1-5.5-2.3z" fill="#1fb98d" />
        </svg>
      </div>
    ),
    size,
  )
}
