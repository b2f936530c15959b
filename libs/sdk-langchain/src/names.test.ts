import { expect, test } from 'vitest'
import { chainOf, offeredTools } from './names.ts'

test.each([
  ['OpenAI', [{ type: 'function', function: { name: 'look' } }, { type: 'custom', custom: { name: 'shell' } }]],
  ['OpenAI, responses', [{ type: 'function', name: 'look' }, { type: 'custom', name: 'shell' }, { type: 'web_search' }]],
  ['Anthropic', [{ name: 'look', input_schema: {} }, { name: 'shell', input_schema: {} }]],
  ['Bedrock', [{ toolSpec: { name: 'look' } }, { toolSpec: { name: 'shell' } }]],
  ['Google', [{ functionDeclarations: [{ name: 'look' }, { name: 'shell' }] }]],
])('the tools that %s is offered', (_provider, tools) => expect(offeredTools({ tools })).toEqual(['look', 'shell']))

test.each([undefined, null, {}, { tools: 'x' }, { tools: [null, 7, { name: '' }, { function: null }] }])('nothing is offered by %j', (params) => expect(offeredTools(params)).toEqual([]))

const handlerIn = (task: string): string | undefined =>
  chainOf({ id: ['RunnableSequence'] }, { name: '__default_error_handler__', type: undefined, tags: ['graph:step:1'], metadata: { langgraph_node: '__default_error_handler__', langgraph_checkpoint_ns: task } }).name

test.each([
  ['of a node', 'ask:1|__default_error_handler__:2', '__error_handler__ask'],
  ['in a subgraph', 'sub:0|ask:1|__default_error_handler__:2', '__error_handler__ask'],
  ['of nothing known', '__default_error_handler__:2', '__default_error_handler__'],
])("the graph-wide error handler %s has the name of the node's own", (_where, task, name) => expect(handlerIn(task)).toBe(name))
