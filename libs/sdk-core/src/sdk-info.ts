import type { SafeName, SdkInfo, VersionLabel } from '@agenttracer/schema'

/** Kept equal to package.json by sdk-info.test.ts. */
export const sdkVersion = '0.1.0'

export const sdkInfo: SdkInfo = { name: 'agenttracer-js' as SafeName, version: sdkVersion as VersionLabel }
