/** The fields of a form post; undefined for a body that is no form, or one that cannot be read. */
export async function readForm(request: Request): Promise<FormData | undefined> {
  try {
    return await request.formData()
  } catch {
    // The reader's message may quote the body.
    return undefined
  }
}
