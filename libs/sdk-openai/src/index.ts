export { openaiAgents } from './agents/plugin.ts'
export { openai, traceOpenAI } from './plugin.ts'
