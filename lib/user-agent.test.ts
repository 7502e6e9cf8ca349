import { expect, test } from 'vitest'
import { deviceInWords } from './user-agent'

const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  ['Chrome 131 on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/131.0.0.0 Safari/537.36`],
  ['Chrome 131 on Linux', `Mozilla/5.0 (X11; Linux x86_64) ${KHTML} HeadlessChrome/131.0.0.0 Safari/537.36`],
  ['Chrome 120 on Android', `Mozilla/5.0 (Linux; Android 10; K) ${KHTML} Chrome/120.0.0.0 Mobile Safari/537.36`],
  ['Edge 131 on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`],
  ['Opera 114 on macOS', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${KHTML} Chrome/128.0.0.0 Safari/537.36 OPR/114.0.0.0`],
  ['Firefox 133 on macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0'],
  ['Safari 18 on macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15'],
  ['Safari 18 on iOS', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'],
  ['Chrome 131 on iOS', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.0.0 Mobile/15E148 Safari/604.1'],
  ['curl', 'curl/8.5.0'],
  ['node', 'node'],
  ['Unknown browser on Linux', 'Mozilla/5.0 (X11; Linux x86_64)'],
  ['Unknown browser', '<script>alert(1)</script>'],
  ['Unknown device', ''],
  ['Unknown device', null],
])('%s', (words, userAgent) => {
  expect(deviceInWords(userAgent)).toBe(words)
})
