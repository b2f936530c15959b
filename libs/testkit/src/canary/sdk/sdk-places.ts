import type { Place } from '../mark/place.ts'
import { agentsPlaces } from './agents-places.ts'
import { byHandPlaces } from './by-hand-places.ts'
import { langchainPlaces } from './langchain-places.ts'
import { openaiPlaces } from './openai-places.ts'

/** Every place of the SDK path. */
export const sdkPlaces: readonly Place[] = [...byHandPlaces, ...openaiPlaces, ...langchainPlaces, ...agentsPlaces]
