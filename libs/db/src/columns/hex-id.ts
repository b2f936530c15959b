/** A step id's 16 hex characters as the signed 64-bit number that rows hold: the order in which the database compares ids. */
export const idFromHex = (hex: string): bigint => BigInt.asIntN(64, BigInt(`0x${hex}`))
