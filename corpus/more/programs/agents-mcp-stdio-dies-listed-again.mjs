import { Agent, MCPServerStdio } from '@openai/agents';
import { runner } from '../lib/agents.mjs';
import { bad, call, cause, ok } from '../lib/kit.mjs';

const mcpCode = (onCall) => `let b = ''; const send = (o) => process.stdout.write(JSON.stringify(o) + '\\n'); process.stdin.on('data', (d) => { b += d; for (let i; (i = b.indexOf('\\n')) >= 0; b = b.slice(i + 1)) { const m = JSON.parse(b.slice(0, i)); if (m.method === 'initialize') send({ jsonrpc: '2.0', id: m.id, result: { protocolVersion: m.params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'm', version: '1' } } }); else if (m.method === 'tools/list') send({ jsonrpc: '2.0', id: m.id, result: { tools: [{ name: 'lookup', description: 'l', inputSchema: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] } }] } }); else if (m.method === 'tools/call') { ${onCall} } else if (m.id !== undefined) send({ jsonrpc: '2.0', id: m.id, error: { code: -32601, message: 'no' } }); } });`;
export default {
  id: 'agents-mcp-stdio-dies-listed-again', framework: 'openai-agents', description: 'An MCP server over stdio dies in a call, and its tools are to be listed again for the next turn.',
  llm: [call(['lookup', { q: 'a' }])],
  truth: { runStatus: 'failed', rootCause: cause('tool', 'lookup', 'tool', 'connection_failed', { acceptCode: ['tool.unavailable'], acceptStep: [{ stepType: 'orchestration', stepName: null }] }), throws: 'Error', attempts: { 'gpt-4.1': 1 }, steps: [ok('model', 'gpt-4.1'), bad('tool', 'lookup', 'tool.connection_failed', { unprobed: true })] },
  async run(ctx) { const mcp = new MCPServerStdio({ name: 'm', command: process.execPath, args: ['-e', mcpCode("process.exit(1)")] }); await mcp.connect(); try { return (await runner(ctx).run(new Agent({ name: 'a', model: 'gpt-4.1', mcpServers: [mcp] }), 'x')).finalOutput; } finally { await mcp.close().catch(() => {}); } },
};
