import { expect, test } from 'vitest'
import type { ProfileId } from '../../core/solver.ts'
import { ProfileId as Profiles } from '../../core/solver.ts'
import { saidBy } from './said.ts'

const bytes = (reply: unknown) => Buffer.from(typeof reply === 'string' ? reply : JSON.stringify(reply))
const said = (value: unknown) => ({ kind: 'said', value })

const list = [{ x: 120, y: 45 }]
const text = '```json\n[{"point_2d": [925, 618]}]\n```'

test.each<[string, ProfileId, unknown, unknown]>([
  ['a solution', 'ucaptcha', { errorId: 0, status: 'ready', solution: { coordinates: list } }, list],
  ['a solution of text', '2captcha', { errorId: 0, solution: { text: 'coordinates:x=1,y=2' } }, 'coordinates:x=1,y=2'],
  ['rectangles', 'anticaptcha', { errorId: 0, solution: { coordinates: [[1, 2, 3, 4]] } }, [[1, 2, 3, 4]]],
  ['a bare solution', 'ucaptcha', { errorId: 0, solution: list }, list],
  ['a line', 'legacy', 'OK|coordinate:x=39,y=59;x=252,y=72\n', 'coordinate:x=39,y=59;x=252,y=72'],
  ['json=1', 'legacy', { status: 1, request: [{ x: '49', y: '235' }] }, [{ x: '49', y: '235' }]],
  ['json=1 with text', 'legacy', { status: '1', request: 'coordinates:x=1,y=2' }, 'coordinates:x=1,y=2'],
  ['points', 'moondream', { request_id: '1', points: list }, list],
  [
    'a candidate with a thought',
    'gemini',
    {
      candidates: [
        { content: { parts: [{ text: 'Hm.', thought: true }, { text: '[{"point":' }, { text: '[1,2]}]' }] } },
      ],
    },
    '[{"point":[1,2]}]',
  ],
  ['a message', 'chat', { choices: [{ message: { role: 'assistant', content: text } }] }, text],
  [
    'a message of parts, beside reasoning',
    'chat',
    {
      choices: [
        { message: { reasoning_content: '[[1,2]]', content: [{ type: 'text', text: '[[3,' }, { text: '4]]' }] } },
      ],
    },
    '[[3,4]]',
  ],
  ['own points', 'onnx', { points: list }, list],
  ['own matches', 'similar', { points: [] }, []],
  ['a record', 'file', 'image,x,y\r\na.png,1,2\r\n', 'image,x,y\r\na.png,1,2\r\n'],
])('%s of %s', (_, profile, reply, value) => {
  expect(saidBy(profile, bytes(reply))).toEqual(said(value))
})

test.each<[ProfileId, unknown, string]>([
  ['ucaptcha', { errorId: 0, status: 'processing' }, 'The reply holds no solution.'],
  ['legacy', 'CAPCHA_NOT_READY', 'The reply is not one of this protocol.'],
  ['legacy', { status: 0, request: 'ERROR_KEY' }, 'The reply is not one of this protocol.'],
  ['moondream', { error: 'busy' }, 'The reply holds no points.'],
  ['gemini', { promptFeedback: { blockReason: 'SAFETY' } }, 'The reply holds no candidate.'],
  ['gemini', { candidates: [{ finishReason: 'MAX_TOKENS' }] }, 'The reply holds no text (MAX_TOKENS).'],
  ['chat', { choices: [{ message: { content: null, reasoning_content: 'Hm.' } }] }, 'The reply holds no text.'],
  ['chat', { choices: [] }, 'The reply holds no text.'],
])('%s: %j says nothing', (profile, reply, why) => {
  expect(saidBy(profile, bytes(reply))).toEqual({ kind: 'unreadable', why })
})

test.each([
  ['HTML', '<html><body>Bad gateway</body></html>'],
  ['nothing', ''],
  ['no UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
  ['null', 'null'],
  ['a number', '1'],
  ['a megabyte of brackets', '['.repeat(1_000_000)],
])('%s is unreadable for whoever answers in JSON', (_, reply) => {
  for (const profile of Profiles.options.filter((id) => id !== 'file')) {
    expect(saidBy(profile, Buffer.from(reply)).kind).toBe('unreadable')
  }
})
