import type { Provider } from '@agenttracer/schema'
import { wordTable } from './word-table.ts'

/** A provider by any of the names that frameworks give it; `other` when it has one that is not listed. */
export const provider: (value: unknown) => Provider | undefined = wordTable<Provider>(
  'openai,azure_openai azure azureopenai,anthropic,google google-genai google_genai,' +
  'vertex_ai google-vertexai vertexai google_vertexai,aws_bedrock amazon_bedrock bedrock,mistral mistralai mistral_ai,cohere,groq,' +
  'deepseek,xai,perplexity,together togetherai,fireworks,ollama,huggingface,openrouter,ibm_watsonx ibm watsonx,azure_inference,other',
  'other',
)
