export { AgentTracerCallbackHandler } from './callback-handler.ts'
export { langchain } from './plugin.ts'
