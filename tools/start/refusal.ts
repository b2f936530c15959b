/** Why a command does not go on, in words for the person at the terminal: what is wrong, then what to do. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Refusal'
  }
}
