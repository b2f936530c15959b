import { describe, expect, test } from 'vitest'
import { declaredName, isModelName, isSafeName, isVersionLabel, safeName } from './safe-name.ts'

describe('safeName', () => {
  test.each(['search_docs', 'Agent.plan', 'mcp.github/list_issues', 'db:query', '_private', 'a', 'report-2024-05-01', 'sync_20240501', 'task-list', 'risk-model-v2', 'deskbook', 'sync_2024-05-01T10:15', 'pypi-search', 'xai-report_writer', 'glob-files', 'secret_manager_lookup_tool', 'fetchCustomerOrderHistoryV2FromWarehouse', 'text2sql4postgres16reader', 'release_1.4.0.2_notes', 'k8s.list/pods', 'api.v1.2.3'])(
    'takes %s',
    (name) => expect(safeName(name)).toBe(name),
  )
  test.each([
    ['prose', 'Please summarise: the patient is ill!'],
    ['too long', 'a'.repeat(65)],
    ['empty', ''],
    ['a leading digit', '1st_tool'],
    ['a long number', 'order_1234567'],
    ['a phone number', 'call_4915112345678'],
    ['a telephone number with dashes', 'call_555-010-9999'],
    ['the number of a card', 'card:4111-1111-1111-1111'],
    ['the number of a citizen', 'ssn_123-45-6789'],
    ['base64', 'SGVsbG8gd29ybGQgaG93IGFyZSB5b3U'],
    ['a token without a vendor', 'tool_mF9bX2cQ7vL4tR8nK1wZ5yP3'],
    ['a Groq key', 'gsk_abcdefghijklmnopqrstuvwx'],
    ['a LangSmith key', 'lsv2_pt_abcdef'],
    ['a UUID', 'run_123e4567-e89b-12d3-a456-426614174000'],
    ['a UUID with underscores', 'run_3f2a9c1e_7b4d_4c8a_9e1f_0d5b7a6c2e3f'],
    ['a ULID', 'session_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ['a cuid', 'user.cjld2cjxh0000qzrmn831i7rn'],
    ['an xid', 'doc:x9m4e2mr0ui3e8a215n4g'],
    ['an address of a network', 'host-10.0.0.12'],
    ['an address with dashes', 'ip-10-0-112-7.compute'],
    ['an address of a machine', 'nic:00:1a:2b:3c:4d:5e'],
    ['a URL without a scheme', 'acme.openai.azure.com/openai/deployments/jane'],
    ['a path of somebody\'s folder', 'file:Documents/divorce'],
    ['a path from a drive', 'D:/letters/divorce.docx'],
    ['a hash', 'doc_0123456789abcdef'],
    ['a URL', 'https://example.test/a'],
    ['an e-mail address', 'jane.doe@example.test'],
    ['an API key', 'sk-proj-abcdef'],
    ['an access key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['a GitHub token', 'ghp_abcdefghijklmnop'],
    ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.e30.x'],
    ['an own key', 'at_ingest_abcdefgh'],
    ['a newline', 'tool\nname'],
    ['a zero-width space', 'tool\u200bname'],
    ['a homoglyph', 'sеarch'],
    ['a right-to-left mark', 'tool\u200f'],
    ['no text', 42],
    ['nothing', undefined],
  ])('refuses %s', (_, value) => expect(safeName(value)).toBeUndefined())

  test.each([
    [' Customer  support bot ', 'Customer_support_bot'],
    ['support-bot', 'support-bot'],
    ['Please summarise this contract now', undefined],
    ['Dear Ms. Smith!', undefined],
  ])('a declared name: %s', (value, expected) => expect(declaredName(value)).toBe(expected))
  test('a tool name takes no spaces', () => expect(safeName('search docs')).toBeUndefined())
})

describe('model names', () => {
  test.each(['gpt-4o-mini', 'gpt-4.1', 'claude-sonnet-20250514', '@cf/meta/llama-3.1-8b-instruct', 'anthropic.claude-3-5-sonnet-20241022-v2:0', 'o3', '4o', 'gpt-4o-2024-08-06', 'o1-2024-12-17', 'gpt-5-2025-08-07', 'gemini-2.5-pro-preview-05-06', 'TheBloke/Mixtral-8x7B-Instruct-v0.1-GPTQ', 'us.meta.llama3-2-90b-instruct-v1:0', 'ft:gpt-4o-mini-2024-07-18:acme::9abcD', 'hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF', 'accounts/fireworks/models/llama4-maverick-instruct-basic', 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8'])('take %s', (name) =>
    expect(isModelName(name)).toBe(true),
  )
  test.each(['jane@example.test', 'ft:gpt-4o:acme::8f3a2b1c9d0e4f5a6b', 'a model', 'sk-abcdefghij', 'acme.openai.azure.com/openai/deployments/jane', 'gpt-4o?user=jane'])('refuse %s', (name) => expect(isModelName(name)).toBe(false))
})

describe('version labels', () => {
  test.each(['1.4.0', 'v2', '9fceb02d0ae598e95dc970b74767f19372d61af8', '20240501123', '2.0.0-rc.1+build.7'])('take %s', (label) => expect(isVersionLabel(label)).toBe(true))
  test.each(['', 'the new one', 'a/b', 'ghp_abcdefghijkl', 'x'.repeat(65)])('refuse %s', (label) => expect(isVersionLabel(label)).toBe(false))
})

test('a name typed as a number is no name', () => expect(isSafeName(7)).toBe(false))
