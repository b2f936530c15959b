import { expect, test } from 'vitest'
import { offeredTools } from './names.ts'

test.each([
  ['OpenAI', [{ type: 'function', function: { name: 'look' } }, { type: 'custom', custom: { name: 'shell' } }]],
  ['OpenAI, responses', [{ type: 'function', name: 'look' }, { type: 'custom', name: 'shell' }, { type: 'web_search' }]],
  ['Anthropic', [{ name: 'look', input_schema: {} }, { name: 'shell', input_schema: {} }]],
  ['Bedrock', [{ toolSpec: { name: 'look' } }, { toolSpec: { name: 'shell' } }]],
  ['Google', [{ functionDeclarations: [{ name: 'look' }, { name: 'shell' }] }]],
])('the tools that %s is offered', (_provider, tools) => expect(offeredTools({ tools })).toEqual(['look', 'shell']))

test.each([undefined, null, {}, { tools: 'x' }, { tools: [null, 7, { name: '' }, { function: null }] }])('nothing is offered by %j', (params) => expect(offeredTools(params)).toEqual([]))
