import { expect, test } from 'vitest'
import { BadAddress, readEndpoint } from './endpoint.ts'

test.each([
  ['https://api.example.com', 'https://api.example.com', ''],
  ['https://api.example.com/', 'https://api.example.com', ''],
  ['https://api.example.com:8443/v1//', 'https://api.example.com:8443', '/v1'],
  ['http://127.0.0.1:5000/shapes', 'http://127.0.0.1:5000', '/shapes'],
  ['http://127.8.8.8', 'http://127.8.8.8', ''],
  ['http://localhost:5000', 'http://localhost:5000', ''],
  ['http://[::1]:5000', 'http://[::1]:5000', ''],
])('takes %s', (url, origin, prefix) => {
  expect(readEndpoint(url)).toEqual({ origin, prefix })
})

test.each([
  'http://api.example.com',
  'http://192.168.0.5',
  'http://169.254.169.254/',
  'http://127.0.0.1.evil.test',
  'http://localhost.evil.test',
  'https://user@api.example.com',
  'https://user:word@api.example.com',
  'https://api.example.com/?key=1',
  'https://api.example.com/#top',
  'ftp://127.0.0.1',
  'file:///etc/passwd',
  'api.example.com',
  '',
])('refuses %s', (url) => {
  expect(() => readEndpoint(url)).toThrow(BadAddress)
})

test('a look-alike name shows as punycode', () => {
  expect(readEndpoint('https://аpi.example.com').origin).toBe('https://xn--pi-6kc.example.com')
})
