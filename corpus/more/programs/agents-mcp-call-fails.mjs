import { Agent } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { getJson } from '../lib/upstream.mjs';
import { bad, call, cause, ok, say } from '../lib/kit.mjs';

export default {
  id: 'agents-mcp-call-fails', framework: 'openai-agents', description: 'A tool of an MCP server fails behind it.',
  llm: [call(['lookup', { q: 'a' }]), say('sorry')], upstream: { '/m': [500] },
  truth: { runStatus: 'success', degraded: true, rootCause: cause('tool', 'lookup', 'tool', 'upstream_error'), throws: null, attempts: { 'gpt-4.1': 2, lookup: 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'lookup', 'tool.upstream_error'), ok('model', 'gpt-4.1')] },
  async run(ctx) { const mcp = { name: 'm', cacheToolsList: false, async connect() {}, async close() {}, async invalidateToolsCache() {}, async listTools() { return [{ name: 'lookup', description: 'l', inputSchema: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'], additionalProperties: false } }]; }, callTool: () => ctx.probe('tool', 'lookup', () => getJson(`${ctx.upstreamUrl}/m`)) }; return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', mcpServers: [mcp] }), 'x')).finalOutput; },
};
