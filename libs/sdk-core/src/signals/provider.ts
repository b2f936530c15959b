import type { Provider } from '@agenttracer/schema'

const table: ReadonlyMap<string, Provider> = new Map<string, Provider>([
  ['openai', 'openai'], ['azure', 'azure_openai'], ['azure_openai', 'azure_openai'], ['azureopenai', 'azure_openai'], ['anthropic', 'anthropic'],
  ['google', 'google'], ['google-genai', 'google'], ['google_genai', 'google'], ['google-vertexai', 'vertex_ai'], ['vertexai', 'vertex_ai'],
  ['google_vertexai', 'vertex_ai'], ['vertex_ai', 'vertex_ai'], ['amazon_bedrock', 'aws_bedrock'], ['bedrock', 'aws_bedrock'], ['aws_bedrock', 'aws_bedrock'],
  ['mistral', 'mistral'], ['mistralai', 'mistral'], ['mistral_ai', 'mistral'], ['cohere', 'cohere'], ['groq', 'groq'], ['deepseek', 'deepseek'],
  ['xai', 'xai'], ['perplexity', 'perplexity'], ['together', 'together'], ['togetherai', 'together'], ['fireworks', 'fireworks'], ['ollama', 'ollama'],
  ['huggingface', 'huggingface'], ['openrouter', 'openrouter'], ['ibm', 'ibm_watsonx'], ['watsonx', 'ibm_watsonx'], ['ibm_watsonx', 'ibm_watsonx'],
  ['azure_inference', 'azure_inference'], ['other', 'other'],
])

/** A provider by any of the names that frameworks give it; `other` when it has one that is not listed. */
export const provider = (value: unknown): Provider | undefined =>
  typeof value === 'string' && value !== '' ? (table.get(value) ?? table.get(value.toLowerCase()) ?? 'other') : undefined
